import type { App } from '@percloud/contract/apps';
import type { EventOf } from '@percloud/contract/events';
import type { Finding, Room, SolvedFinding } from '@percloud/contract/health';
import type { Operation } from '@percloud/contract/operations';
import type { Caller } from '../http/caller.ts';

/** The present state as the API shows it, read anew at every change. Each feature implements its own. */
export abstract class AppViews {
  /** Those in the bin included. */
  abstract list(perclouds: readonly string[]): Promise<App[]>;
  /** Undefined once it was deleted for ever. */
  abstract find(id: string): Promise<App | undefined>;
}

export abstract class OperationViews {
  /** Live ones and the newest, newest first; those on all perclouds where none are named, and on request those of the box. */
  abstract recent(perclouds: readonly string[] | undefined, box: boolean): Promise<Operation[]>;
  abstract find(id: string): Promise<Operation | undefined>;
}

export abstract class CatalogViews {
  abstract state(): Promise<EventOf<'catalog'>>;
}

/** Of these everybody sees another part. */
export abstract class HealthViews {
  abstract findings(caller: Caller): Finding[];
  abstract solved(caller: Caller): SolvedFinding[];
  abstract room(caller: Caller): Promise<Room>;
}
