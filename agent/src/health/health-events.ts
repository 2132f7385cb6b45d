import { Injectable } from '@nestjs/common';
import type { Finding, SolvedFinding } from '@percloud/contract/health';
import { HealthViews } from '../events/event-sources.ts';
import type { Caller } from '../http/caller.ts';
import { Room } from '../storage/room.service.ts';
import { viewFor } from './finding-view.ts';
import { Findings } from './findings.service.ts';

@Injectable()
export class HealthEvents extends HealthViews {
  constructor(
    private readonly kept: Findings,
    private readonly rooms: Room,
  ) {
    super();
  }

  findings(caller: Caller): Finding[] {
    return this.kept.list().flatMap((finding) => viewFor(caller, finding) ?? []);
  }

  solved(caller: Caller): SolvedFinding[] {
    return this.kept.listSolved().flatMap(({ solvedAt, ...finding }) => {
      const view = viewFor(caller, { ...finding, remedies: [] });
      return view ? [{ ...view, solvedAt }] : [];
    });
  }

  room(caller: Caller) {
    return this.rooms.viewFor(caller);
  }
}
