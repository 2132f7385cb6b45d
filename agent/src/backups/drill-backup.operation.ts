import type { ProblemCode, ProblemDocument } from '@percloud/contract/problems';
import { endStandIn, standInOf } from '../apps/rehearsal.ts';
import type { Repository } from '../gateways/restic-process.ts';
import { type Kind, type Running, step } from '../operations/operation-kind.ts';
import { asProblem, Problem } from '../problem.ts';
import { atPlace } from './at-place.operation.ts';
import type { FetchParts } from './fetch-app.ts';
import { openFromBackup } from './open-from-backup.ts';
import type { PercloudJson } from './percloud-json.ts';

export interface DrillInput {
  percloud: string;
  target: string;
  backup: string;
}

interface DrillFacts {
  /** Of the check, else of the first app that did not open. */
  problem: ProblemDocument | null;
  outcome: Record<string, number>;
}

type Operation = Running<DrillInput, DrillFacts>;

/** A twentieth of the data is read through each week, another one each time: all of it within five months. */
const shares = 20;
const shareOfWeek = (now: number) => `${(Math.floor(now / (7 * 24 * 3_600_000)) % shares) + 1}/${shares}`;
/** They say nothing against the backup. */
const ofTheDay: readonly ProblemCode[] = [
  'backup-target-unreachable',
  'backup-target-full',
  'backup-disk-missing',
  'backup-locked',
  'backup-not-tried',
  'disk-full',
  'cancelled',
];

/**
 * A backup that nobody has opened is a hope. The newest one is read through in part, and each of its apps is brought back to a place
 * nobody sees, started, asked how it is, and thrown away. What came of it is written beside the backup.
 */
export const drillBackup = (parts: FetchParts): Kind<DrillInput, DrillFacts> => ({
  kind: 'backup.drill',
  version: 1,
  ...atPlace,
  heavy: true,
  steps: [
    step('find the place', ({ input }) => parts.backups.reach(input.target)),
    {
      name: 'check what is kept',
      find: async ({ input, signal }) => ({
        problem: await problemIn(
          () =>
            parts.backups.watched(input.target, signal, (repository, until) =>
              parts.backups.restic.check(repository, shareOfWeek(Date.now()), until),
            ),
          signal,
        ),
      }),
    },
    {
      name: 'open each app',
      find: (operation) => openAll(parts, operation),
      undo: ({ id, input }) => endStandIn(parts.apps, standInOf({ id, input: { ...input, slug: '' } })),
    },
    step('note the outcome', async ({ input, fact }) => {
      const at = { id: input.backup, target: input.target };
      const before = (await parts.backups.records.backups.findOneBy(at))?.proof?.problem;
      // That it was mended without all of its pieces no drill can see.
      const problem = fact('problem') ?? (before?.code === 'backup-lacks-pieces' ? before : null);
      await parts.backups.records.backups.update(at, { proof: { at: new Date().toISOString(), problem } });
    }),
  ],
});

/** One that does not open keeps nobody from looking at the others. */
async function openAll(parts: FetchParts, operation: Operation): Promise<DrillFacts> {
  const { input, signal, facts } = operation;
  let apps: PercloudJson['apps'] = [];
  let openedApps = 0;
  const read = (repository: Repository) => parts.backups.readPercloud(repository, input.backup);
  const unread = await problemIn(async () => {
    apps = (await parts.backups.inside(input.target, read)).apps;
  }, signal);
  let problem = facts.problem ?? unread;
  for (const app of apps) {
    const found = await problemIn(() => openFromBackup(parts, operation, input.percloud, input, app), signal);
    if (found === null) openedApps += 1;
    problem ??= found;
  }
  return { problem, outcome: { openedApps, apps: apps.length, ...(problem ? { notWell: 1 } : {}) } };
}

/** What is wrong with the backup. Whatever else keeps it from being looked at ends the drill, and proves nothing. */
async function problemIn(work: () => Promise<unknown>, signal: AbortSignal): Promise<ProblemDocument | null> {
  try {
    await work();
    return null;
  } catch (error) {
    const problem = asProblem(error);
    if (signal.aborted || ofTheDay.includes(problem.code) || !(error instanceof Problem)) throw error;
    return problem.toDocument();
  }
}
