import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppDetail } from '@percloud/contract/apps';
import { generationDir, volumeDir } from '../../src/apps/layout.ts';
import { run } from '../../src/host/run.ts';
import type { BenchBox } from './bench-box.ts';
import { type Figure, figure, median } from './figure.ts';
import { tellSteps } from './tell-steps.ts';

const rounds = 7;
const megabyte = 1_000_000;

/** The step “take snapshot” as the journal times it, of an app with little data and of one with much. */
export async function measureSnapshot(box: BenchBox): Promise<Figure[]> {
  const [, little, much] = await box.threeApps();
  if (!little || !much) throw new Error('two probes are installed');
  await fill(box, little, 10);
  await fill(box, much, 1_000);
  const littleMs: number[] = [];
  const muchMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    littleMs.push(await snapshotMs(box, little, round));
    muchMs.push(await snapshotMs(box, much, round));
  }
  return [
    figure(
      'snapshot of 1 GB ÷ of 10 MB',
      '×',
      muchMs.map((value) => value / median(littleMs)),
      1.5,
    ),
    figure('snapshot of an app with 10 MB', 'ms', littleMs),
    figure('snapshot of an app with 1 GB', 'ms', muchMs),
  ];
}

async function fill({ installation: { host } }: BenchBox, app: AppDetail, megabytes: number) {
  const generation = generationDir(host, app, app.generation ?? 1);
  const file = await open(join(volumeDir(generation, 'data'), 'ballast'), 'w');
  for (let written = 0; written < megabytes; written += 1) await file.write(randomBytes(megabyte));
  await file.close();
  await run('btrfs', ['filesystem', 'sync', host.dataDir]);
}

/** Any change of settings takes one. */
async function snapshotMs(box: BenchBox, app: AppDetail, round: number): Promise<number> {
  const body = { settings: { count: 1 + (round % 2) } };
  const over = await box.succeeded(await box.root.call('configureApp', { params: box.owner.params(app.id), body }));
  tellSteps(over);
  const step = over.steps.find(({ name }) => name === 'take snapshot');
  return Date.parse(step?.endedAt ?? '') - Date.parse(step?.startedAt ?? '');
}
