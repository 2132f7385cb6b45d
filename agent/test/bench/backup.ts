import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { AppDetail } from '@percloud/contract/apps';
import type { Target } from '@percloud/contract/backups';
import type { Operation } from '@percloud/contract/operations';
import { appDir, generationDir, volumeDir } from '../../src/apps/layout.ts';
import { BackupOwner } from '../backups/backup-owner.ts';
import { LoopDisk } from '../backups/loop-disk.ts';
import type { BenchBox } from './bench-box.ts';
import { type Figure, figure } from './figure.ts';
import { longestWriteMs } from './longest-write.ts';
import { peakMemoryOf } from './peak-memory.ts';
import { writeSampleTree } from './sample-tree.ts';
import { tellSteps } from './tell-steps.ts';

const exec = promisify(execFile);
const seconds = async (work: () => Promise<unknown>) => {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1_000;
};

/** From the request to the end of what it began, which is seen some time later. */
async function secondsUntilEnd(ask: () => Promise<Operation>): Promise<number> {
  const from = Date.now();
  const operation = await ask();
  tellSteps(operation);
  return (Date.parse(operation.steps.at(-1)?.endedAt ?? '') - from) / 1_000;
}

interface Round {
  ours: { first: number; again: number; restore: number; drill: number };
  theirs: { first: number; again: number; restore: number };
  peak: number;
}

/**
 * A percloud with a GiB in 12,000 files onto a disk, and bare restic with a snapshot of the same files onto the same disk: from the request
 * to the end of the operation beside restic's own time. The pause of an app comes last: each backup of these lets go of one from before.
 */
export async function measureBackup(box: BenchBox): Promise<Figure[]> {
  const { installation } = box;
  const owner = new BackupOwner(installation, box.owner);
  const app = await box.owner.install('probe', { slug: 'library' });
  const data = volumeDir(generationDir(installation.host, app, app.generation), 'data');
  await writeSampleTree(join(data, 'sample'));
  await exec('btrfs', ['filesystem', 'sync', installation.host.dataDir]);
  const done: Round[] = [];
  for (let round = 0; round < rounds; round += 1)
    done.push(await onADisk(owner, (target, disk) => measureRound(box, { owner, app, target, disk, oursFirst: round % 2 === 0 })));
  const pauses = await onADisk(owner, (target) => measurePause(owner, app, target, data));
  const each = (pick: (round: Round) => number) => done.map(pick);
  return [
    figure(
      'first backup ÷ bare restic',
      '×',
      each(({ ours, theirs }) => ours.first / theirs.first),
      1.1,
    ),
    figure(
      'first backup',
      's',
      each(({ ours }) => ours.first),
    ),
    figure(
      'bare restic, first',
      's',
      each(({ theirs }) => theirs.first),
    ),
    figure(
      'backup with nothing new',
      's',
      each(({ ours }) => ours.again),
      2,
    ),
    figure(
      'bare restic, nothing new',
      's',
      each(({ theirs }) => theirs.again),
    ),
    figure(
      'bringing an app back ÷ bare restic',
      '×',
      each(({ ours, theirs }) => ours.restore / theirs.restore),
      1.1,
    ),
    figure(
      'bringing an app back, running again',
      's',
      each(({ ours }) => ours.restore),
    ),
    figure(
      'bare restic, restore',
      's',
      each(({ theirs }) => theirs.restore),
    ),
    figure(
      'restore drill',
      's',
      each(({ ours }) => ours.drill),
    ),
    ...pauses,
    figure(
      'memory of restic at most',
      'MB',
      each(({ peak }) => peak),
    ),
  ];
}

/** A place of its own, on an empty disk. */
async function onADisk<T>(owner: BackupOwner, work: (target: Target, disk: LoopDisk) => Promise<T>): Promise<T> {
  const disk = await LoopDisk.make({ megabytes: 8_000 });
  await disk.plugIn();
  try {
    const { target } = await owner.addPlace({ kind: 'disk', fileSystem: disk.fileSystem });
    return await work(target, disk);
  } finally {
    await disk.remove();
  }
}

/** Who comes second finds no less in the caches. */
async function measureRound(
  box: BenchBox,
  { owner, app, target, disk, oursFirst }: { owner: BackupOwner; app: AppDetail; target: Target; disk: LoopDisk; oursFirst: boolean },
): Promise<Round> {
  const home = await mkdtemp(join(tmpdir(), 'percloud-bare-'));
  try {
    const [ours, theirs] = [oursOf(box, { owner, app, target }), await bareRestic(box, { app, disk, home })];
    const measured = { peak: 0, ours: { first: 0, again: 0, restore: 0, drill: 0 }, theirs: { first: 0, again: 0, restore: 0 } };
    const inTurn = async (...both: (() => Promise<void>)[]) => {
      for (const each of oursFirst ? both : both.toReversed()) await each();
    };
    await inTurn(
      async () => {
        measured.peak = await peakMemoryOf('restic', async () => {
          measured.ours.first = await ours.backup();
        });
        measured.ours.again = await ours.backup();
      },
      async () => {
        measured.theirs.first = await theirs.backup();
        measured.theirs.again = await theirs.backup();
      },
    );
    await inTurn(
      async () => {
        measured.ours.restore = await ours.restore();
      },
      async () => {
        measured.theirs.restore = await theirs.restore();
      },
    );
    measured.ours.drill = await ours.drill();
    return measured;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function oursOf(box: BenchBox, { owner, app, target }: { owner: BackupOwner; app: AppDetail; target: Target }) {
  const ofNewest = async () => {
    const [newest] = await owner.backups(target);
    return { percloud: owner.percloud, target: target.id, backup: newest?.id ?? '' };
  };
  const body = { app: app.id, as: 'beside' as const };
  const bring = async () => {
    return box.succeeded(await box.root.call('restoreAppFromBackup', { params: await ofNewest(), body }));
  };
  const restore = async () => {
    const time = await secondsUntilEnd(bring);
    for (const beside of (await owner.apps()).filter(({ id }) => id !== app.id)) await box.delete(beside);
    return time;
  };
  return {
    backup: () => secondsUntilEnd(() => owner.backUp(target)),
    restore,
    drill: () => secondsUntilEnd(async () => box.succeeded(await box.root.call('drillBackup', { params: await ofNewest() }))),
  };
}

/** As with ours, the disk is mounted for it, and all of it is written when it is taken out again. */
async function bareRestic({ installation: { host } }: BenchBox, { app, disk, home }: { app: AppDetail; disk: LoopDisk; home: string }) {
  await writeFile(join(home, 'password'), 'open sesame');
  await mkdir(join(home, 'disk'));
  const restic = async (...args: string[]) => {
    await exec('mount', ['--uuid', disk.fileSystem, join(home, 'disk')]);
    const opening = ['-r', join(home, 'disk/bare'), '--password-file', join(home, 'password'), '--cache-dir', join(home, 'cache')];
    await exec('restic', [...opening, ...args]);
    await exec('umount', [join(home, 'disk')]);
  };
  await restic('init');
  const [snapshot, back] = [join(host.dataDir, 'bare'), join(appDir(host, app), 'bare')];
  const backup = async () => {
    await exec('btrfs', ['subvolume', 'snapshot', '-r', generationDir(host, app, app.generation), snapshot]);
    const time = await seconds(() => restic('backup', snapshot));
    await exec('btrfs', ['subvolume', 'delete', snapshot]);
    return time;
  };
  const restore = async () => {
    const time = await seconds(async () => {
      await restic('restore', 'latest', '--target', back);
      // An app that is brought back is on the disk.
      await exec('btrfs', ['filesystem', 'sync', host.dataDir]);
    });
    await rm(back, { recursive: true });
    return time;
  };
  return { backup, restore };
}

const rounds = 3;
const dirtyMegabytes = 400;

/** Of the app, as somebody who writes into it notices: while a backup of it begins that finds 400 MB not yet written to the disk. */
async function measurePause(owner: BackupOwner, app: AppDetail, target: Target, data: string): Promise<Figure[]> {
  await owner.open(app);
  const [idle, during]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    idle.push(await longestWriteMs(owner, app, () => sleep(5_000)));
    const file = await open(join(data, `dirty-${round}`), 'w');
    for (let written = 0; written < dirtyMegabytes; written += 1) await file.write(randomBytes(1_000_000));
    await file.close();
    during.push(await longestWriteMs(owner, app, () => owner.backUp(target)));
  }
  return [
    figure('longest write while 400 MB are backed up that were still in memory', 'ms', during, 400),
    figure('longest write while nothing else goes on', 'ms', idle),
  ];
}
