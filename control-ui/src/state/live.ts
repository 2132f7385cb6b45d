import type { App } from '@percloud/contract/apps';
import type { EventName, EventOf } from '@percloud/contract/events';
import type { Finding, Room, SolvedFinding } from '@percloud/contract/health';
import type { Operation } from '@percloud/contract/operations';
import { computed, signal } from '@preact/signals';
import { addressOf } from '../api.ts';
import { followStream } from './follow-stream.ts';
import { arrive } from './session.ts';

/** The agent says what is; these follow by server-sent events and are never asked for again. */
export const connection = signal<'connecting' | 'live' | 'lost'>('connecting');
const appsById = signal<ReadonlyMap<string, App>>(new Map());
const operationsById = signal<ReadonlyMap<string, Operation>>(new Map());
/** What needs attention, the worst first. */
export const findings = signal<readonly Finding[]>([]);
/** What was bad and is over since less than a day. */
export const solvedFindings = signal<readonly SolvedFinding[]>([]);
export const room = signal<Room | undefined>(undefined);
export const catalogState = signal<EventOf<'catalog'> | undefined>(undefined);

export const installedApps = computed(() => [...appsById.value.values()].filter((app) => !app.inBinSince && !app.deletedAt));
export const binnedApps = computed(() => [...appsById.value.values()].filter((app) => app.inBinSince && !app.deletedAt));
/** Newest first. */
export const operations = computed(() => [...operationsById.value.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt)));
export const liveOperations = computed(() => operations.value.filter((operation) => operation.endedAt === null));

/** Undone only in part, and nothing was done with its app since: it can be cleaned up, and should be. */
export const isStuck = ({ status, subject, createdAt }: Operation): boolean =>
  status === 'undo-failed' && !operations.value.some((other) => other.subject.app === subject.app && other.createdAt > createdAt);

export const findApp = (id: string | undefined): App | undefined => (id === undefined ? undefined : appsById.value.get(id));
export const findOperation = (id: string | null | undefined): Operation | undefined => (id ? operationsById.value.get(id) : undefined);

/** What a call answered about an operation; the events may tell the same a moment later. */
export function note(operation: Operation) {
  const known = operationsById.value.get(operation.id);
  if (known?.endedAt && !operation.endedAt) return;
  operationsById.value = new Map(operationsById.value).set(operation.id, operation);
}

/** Follows the events until the returned function is called. */
export const follow = () =>
  followStream<{ [N in EventName]: EventOf<N> }>(
    addressOf('streamEvents'),
    (on) => {
      on('state', (state) => {
        connection.value = 'live';
        appsById.value = new Map(state.apps.map((app) => [app.id, app]));
        operationsById.value = new Map(state.operations.map((operation) => [operation.id, operation]));
        catalogState.value = state.catalog;
        findings.value = state.findings;
        solvedFindings.value = state.solved;
        room.value = state.room;
      });
      on('app', (app) => {
        appsById.value = new Map(appsById.value).set(app.id, app);
      });
      on('operation', note);
      on('catalog', (catalog) => {
        catalogState.value = catalog;
      });
      on('findings', (now) => {
        findings.value = now;
      });
      on('solved', (now) => {
        solvedFindings.value = now;
      });
      on('room', (now) => {
        room.value = now;
      });
      // Every 15 s, so that silence means something.
      on('alive', () => {});
    },
    () => {
      connection.value = 'lost';
      // The session may have ended meanwhile.
      void arrive();
    },
  );
