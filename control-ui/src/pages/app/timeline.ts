import type { AppDetail, Snapshot } from '@percloud/contract/apps';
import type { Operation } from '@percloud/contract/operations';

export type TimelineEntry =
  | { kind: 'now'; at: string; version: string }
  | { kind: 'snapshot'; at: string; snapshot: Snapshot }
  | { kind: 'event'; at: string; operation: Operation };

/** Starts and stops are no history: they change nothing that could be gone back to. */
const telling = new Set(['app.install', 'app.upgrade', 'app.rollback', 'app.configure', 'app.restore']);

/** What is now, what was done and where one can go back to: one line of time, newest first. */
export function timelineOf(
  detail: Pick<AppDetail, 'version' | 'snapshots'>,
  operations: readonly Operation[],
  now: string,
): TimelineEntry[] {
  const past: TimelineEntry[] = [
    ...detail.snapshots.map((snapshot) => ({ kind: 'snapshot', at: snapshot.takenAt, snapshot }) as const),
    ...operations.flatMap((operation) =>
      operation.endedAt && telling.has(operation.kind) ? [{ kind: 'event', at: operation.endedAt, operation } as const] : [],
    ),
  ];
  past.sort((a, b) => b.at.localeCompare(a.at));
  return [{ kind: 'now', at: now, version: detail.version }, ...past];
}
