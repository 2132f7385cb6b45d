import { Controller } from '@nestjs/common';
import { api } from '@percloud/contract/api';
import type { InputOf } from '@percloud/contract/endpoint';
import { HealthViews } from '../events/event-sources.ts';
import type { KnownCaller } from '../http/caller.ts';
import { Caller, Handles, Input } from '../http/handles.ts';
import { Remedies } from './remedies.service.ts';
import { Scrubs } from './scrubs.ts';

@Controller()
export class HealthController {
  constructor(
    private readonly views: HealthViews,
    private readonly remedies: Remedies,
    private readonly scrubs: Scrubs,
  ) {}

  @Handles(api.listFindings)
  list(@Caller() caller: KnownCaller) {
    return this.views.findings(caller);
  }

  @Handles(api.listSolvedFindings)
  listSolved(@Caller() caller: KnownCaller) {
    return this.views.solved(caller);
  }

  @Handles(api.applyRemedy)
  apply(@Input() { params }: InputOf<typeof api.applyRemedy>, @Caller() caller: KnownCaller) {
    return this.remedies.apply(params.finding, params.remedy, caller);
  }

  @Handles(api.scrubDisk)
  scrubDisk(@Caller() caller: KnownCaller) {
    return this.scrubs.start(caller);
  }

  @Handles(api.getRoom)
  getRoom(@Caller() caller: KnownCaller) {
    return this.views.room(caller);
  }
}
