import { mkdir, rm } from 'node:fs/promises';
import { isRepaired } from '../gateways/restic-output.ts';
import { discover, type Kind, type Running, step } from '../operations/operation-kind.ts';
import { Problem } from '../problem.ts';
import { atPlace, takeSnapshots } from './at-place.operation.ts';
import type { BackupParts } from './backup-parts.ts';
import type { BackupFacts, BackupInput } from './make-backup.operation.ts';

interface MendFacts extends BackupFacts {
  /** Packs in which something was not as it had been written. */
  damaged: number;
}

type Operation = Running<BackupInput, MendFacts>;

/** One repair may bring to light what lay hidden behind the damage. */
const roundsAtMost = 3;

/**
 * What was damaged where it lies (a bit that flipped, a file that is gone) is taken out, and what the box still has of it written there
 * once more: backups of before are whole again by it. Those in which something is that the box has no more are marked. Cut off in the
 * middle, the place is no worse than it was, and mending it again goes on.
 */
export const mendPlace = (parts: BackupParts): Kind<BackupInput, MendFacts> => ({
  kind: 'backup.mend',
  version: 1,
  ...atPlace,
  heavy: true,
  steps: [
    step('find the place', ({ input }) => parts.reach(input.target)),
    takeSnapshots(parts),
    discover('take out what is damaged', (operation) => takeOut(parts, operation)),
    discover('save', async (operation) => ({ outcome: await parts.save(operation, { afresh: true }) })),
    discover('let go of what is lost', (operation) => letGo(parts, operation)),
    step('look through it again', (operation) => lookAgain(parts, operation)),
    step('clean up', ({ input }) => parts.tree.remove(input.target)),
  ],
});

/** Restic leaves copies of what it takes out where it is run: no more of them at a time than the box has room for. */
const packsAtOnce = 8;

/** What an app lacks here would be lost there for good. */
export async function requireNewestHere(parts: BackupParts, target: string, here: readonly { id: string }[]) {
  const [newest] = await parts.records.listBackups(target);
  if (newest?.apps.some((app) => !here.some(({ id }) => id === app.id))) throw new Problem('backup-mend-apps-missing');
}

async function takeOut(parts: BackupParts, { input, signal, facts }: Operation): Promise<Partial<MendFacts>> {
  const { restic } = parts;
  // It may have waited for hours: what counts is what it has taken snapshots of.
  await requireNewestHere(parts, input.target, (await parts.tree.read(input.target)).apps);
  const scratch = `${parts.tree.directoryOf(input.target)}.damaged`;
  const clear = () => rm(scratch, { recursive: true, force: true });
  let damaged = facts.damaged ?? 0;
  await parts.watched(input.target, signal, async (repository, until) => {
    for (let round = 1; round <= roundsAtMost; round += 1) {
      const { isSound, packs } = await restic.findDamage(repository, until);
      if (isSound) return;
      damaged += packs.length;
      // Packs first: without the index nobody knows any more what was well in them.
      for (let from = 0; from < packs.length; from += packsAtOnce) {
        await clear();
        await mkdir(scratch, { recursive: true, mode: 0o700 });
        await restic.mendPacks(repository, packs.slice(from, from + packsAtOnce), scratch, until).finally(clear);
      }
      await restic.mendIndex(repository, until);
      // Through a damaged index packs were not even looked at.
      if (packs.length > 0) return;
    }
  });
  return { damaged };
}

/**
 * Backups that lack something now are made anew without it, by other names and marked; those that can't be read at all are let go. What was
 * known of them is counted by, so that it is right also after a power cut.
 */
async function letGo(parts: BackupParts, operation: Operation): Promise<Partial<MendFacts>> {
  const { input, signal, facts } = operation;
  const { restic } = parts;
  const target = await parts.get(input.target);
  const known = await parts.records.listBackups(input.target);
  return parts.watched(input.target, signal, async (repository, until) => {
    await restic.mendSnapshots(repository, until);
    const there = await restic.list(repository, until);
    const originals = there.flatMap((one) => (isRepaired(one) ? (one.original ?? []) : []));
    const replaced = there.filter(({ id }) => originals.includes(id)).map(({ id }) => id);
    if (replaced.length > 0) await restic.remove(repository, ...replaced);
    await restic.letGoOfLost(repository, until);
    const left = await restic.list(repository, until);
    const isThere = (id: string) => left.some((one) => one.id === id);
    const gone = known.filter(({ id }) => !isThere(id)).map(({ id }) => id);
    const lackingBackups = gone.filter((id) => originals.includes(id)).length;
    await parts.look(target, repository, { signal, made: operation, there: left });
    const { unprepared } = facts;
    const counted = { damagedPacks: operation.fact('damaged'), lackingBackups, lostBackups: gone.length - lackingBackups };
    return { outcome: { ...facts.outcome, ...counted, ...(unprepared ? { unprepared } : {}) } };
  });
}

/** Whether an app opens from it the next drill says; that of before found what is mended now. */
async function lookAgain(parts: BackupParts, { input, signal }: Operation) {
  const { isSound } = await parts.watched(input.target, signal, (repository, until) => parts.restic.findDamage(repository, until));
  if (!isSound) throw new Problem('backup-still-damaged');
  for (const { id, target, proof } of await parts.records.listBackups(input.target))
    if (proof?.problem?.code === 'backup-damaged') await parts.records.backups.update({ id, target }, { proof: null });
}
