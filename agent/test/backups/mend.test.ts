import { execFile } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AppDetail } from '@percloud/contract/apps';
import type { Backup, Target } from '@percloud/contract/backups';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../src/host/host-config.ts';
import type { Fault } from '../../src/operations/faults.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { BackupOwner } from './backup-owner.ts';
import { flipBit, packsIn } from './damage.ts';
import { resticOf } from './restic-of.ts';
import { type BackupServer, restServer } from './servers.ts';

const exec = promisify(execFile);
let home: string;
let restic: Awaited<ReturnType<typeof resticOf>>;
let env: Record<string, string>;
let box: Installation;
let owner: BackupOwner;
let server: BackupServer;
let probe: AppDetail;
let target: Target;
let words: string;
let earlier: Backup | undefined;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'percloud-mend-'));
  restic = await resticOf('trixie');
  // As on a box.
  env = { PATH: `${restic.path}:${process.env.PATH}`, PERCLOUD_FAULTS: join(home, 'faults.json') };
  box = await startInstallation({ env });
  owner = await BackupOwner.claim(box);
  probe = await owner.install('probe', { version: '1.0.0' });
  await owner.open(probe);
  await owner.person.fetch(`${probe.url}/fill?megabytes=20`, { method: 'POST' });
  await owner.write(probe, 'first');
  server = await restServer();
  ({ target, words } = await owner.addPlace(server.place));
  expect((await owner.backUp(target)).status).toBe('succeeded');
  [earlier] = await owner.backups(target);
});

afterAll(async () => {
  await box?.stop();
  await server?.remove();
  await restic?.remove();
  await rm(home, { recursive: true, force: true });
});

const params = () => ({ percloud: owner.percloud, target: target.id });
const mend = async () => owner.ended(await box.root.call('mendBackups', { params: params() }));
const prove = async (backup = '') => {
  await owner.ended(await box.root.call('drillBackup', { params: { ...params(), backup } }));
  return (await owner.backups(target)).find(({ id }) => id === backup)?.proof;
};

const ask = (fault: Pick<Fault, 'step' | 'action'>) =>
  writeFileSync(env.PERCLOUD_FAULTS ?? '', JSON.stringify([{ kind: 'backup.mend', when: 'after', ...fault }]));
const packs = () => packsIn(join(server.directory, 'ada'));

test('where nothing is damaged it says so, and all stays', async () => {
  expect(await mend()).toMatchObject({
    status: 'succeeded',
    problem: null,
    outcome: { damagedPacks: 0, lackingBackups: 0, lostBackups: 0 },
  });
  expect((await owner.backups(target)).map(({ id }) => id)).toContain(earlier?.id);
});

test('bits that flipped are found, and healed from what the box still has: a backup of before opens again', async () => {
  for (const pack of packs().slice(0, 2)) await flipBit(pack);
  const found = await prove(earlier?.id);
  expect(found?.problem).not.toBeNull();
  expect(await mend()).toMatchObject({
    status: 'succeeded',
    problem: null,
    outcome: { damagedPacks: 2, lackingBackups: 0, lostBackups: 0 },
  });
  const after = await owner.backups(target);
  // What the look found is no longer so, and whether it opens nobody has seen yet.
  expect(after.find(({ id }) => id === earlier?.id)?.proof).toBeNull();
  expect(await prove(earlier?.id)).toMatchObject({ problem: null });
});

test('a file of the place that is gone is healed as well, also when the agent is killed in the middle', async () => {
  const [largest = ''] = packs();
  await rm(largest);
  ask({ step: 'take out what is damaged', action: 'kill' });
  const mending = await box.root.call('mendBackups', { params: params() });
  await box.agent.exited();
  await box.startAgent({ env });
  expect(await owner.ended(mending)).toMatchObject({ status: 'succeeded', problem: null, outcome: { lackingBackups: 0, lostBackups: 0 } });
  expect(await prove(earlier?.id)).toMatchObject({ problem: null });
});

test('what the box has no more is missing there: that backup is marked for good, all others open', async () => {
  const was = new Set(packs());
  const [whole] = await owner.backups(target);
  await owner.write(probe, 'second');
  await owner.person.fetch(`${probe.url}/fill?megabytes=3`, { method: 'POST' });
  expect((await owner.backUp(target)).status).toBe('succeeded');
  const [lost = ''] = packs().filter((path) => !was.has(path));
  const back = { params: { ...params(), backup: whole?.id ?? '' }, body: { app: probe.id, as: 'now' } } as const;
  expect((await owner.ended(await box.root.call('restoreAppFromBackup', back))).status).toBe('succeeded');
  await flipBit(lost);
  ask({ step: 'save', action: 'fail' });
  expect((await mend()).status).toBe('failed');
  await expectTidy();
  ask({ step: 'let go of what is lost', action: 'kill' });
  const mending = await box.root.call('mendBackups', { params: params() });
  await box.agent.exited();
  await box.startAgent({ env });
  expect(await owner.ended(mending)).toMatchObject({ status: 'succeeded', problem: null, outcome: { lostBackups: 0 } });
  await expectTidy();
  const lacking: string[] = [];
  for (const { id } of await owner.backups(target)) {
    const proof = await prove(id);
    if (proof?.problem?.code === 'backup-lacks-pieces') lacking.push(id);
    else expect(proof).toMatchObject({ problem: null });
  }
  expect(lacking).toHaveLength(1);
});

async function expectTidy() {
  const scratch = join(paths(box.host).backups, 'trees');
  expect(existsSync(scratch) ? readdirSync(scratch) : []).toEqual([]);
}

test('restic alone finds nothing wrong in it', async () => {
  const files = { words: join(home, 'words'), address: join(home, 'address') };
  await writeFile(files.words, words, { mode: 0o600 });
  const place = server.place.kind === 'rest' ? server.place.address.replace('://', '://ada:open%20sesame@') : '';
  await writeFile(files.address, `rest:${place}`, { mode: 0o600 });
  const opening = [`--password-file=${files.words}`, `--repository-file=${files.address}`, '--no-cache'];
  await exec(join(restic.path, 'restic'), ['check', '--read-data', ...opening]);
});

test('where nobody may take anything away it says that it can’t be mended, and where else to go', async () => {
  const careful = await restServer({ appendOnly: true });
  try {
    const { target: place } = await owner.addPlace(careful.place);
    await owner.backUp(place);
    const refused = box.root.call('mendBackups', { params: { percloud: owner.percloud, target: place.id } });
    await expect(refused).rejects.toMatchObject({ problem: { code: 'backup-mend-append-only' } });
  } finally {
    await careful.remove();
  }
});

test('a box that does not have the apps any more mends nothing: it would only take away', async () => {
  await owner.ended(await box.root.call('removeApp', { params: owner.params(probe.id) }));
  // What lies in the bin is not looked at when a place is mended.
  await expect(mend()).rejects.toMatchObject({ problem: { code: 'backup-mend-apps-missing' } });
  await owner.ended(await box.root.call('deleteApp', { params: owner.params(probe.id), body: { confirm: 'probe' } }));
  await expect(mend()).rejects.toMatchObject({ problem: { code: 'backup-mend-apps-missing' } });
});

test('that its server is away is told to somebody who waits for it', async () => {
  const unreachable = { problem: { code: 'backup-target-unreachable' } };
  await server.kill();
  try {
    // By itself restic of Debian 13 goes on asking for a quarter of an hour.
    await expect(owner.person.api.call('listBackupKeys', { params: params() })).rejects.toMatchObject(unreachable);
    const body = { place: server.place, words };
    await expect(owner.person.api.call('addBackupTarget', { params: { percloud: owner.percloud }, body })).rejects.toMatchObject(
      unreachable,
    );
    expect(await owner.backUp(target)).toMatchObject({ status: 'failed', ...unreachable });
  } finally {
    await server.start();
  }
  expect((await owner.backUp(target)).status).toBe('succeeded');
});

test('a restic that can’t mend yet is told as too old', async () => {
  const older = await resticOf('bookworm');
  try {
    await box.restartAgent({ PATH: `${older.path}:${process.env.PATH}` });
    await expect(box.root.call('mendBackups', { params: params() })).rejects.toMatchObject({ problem: { code: 'backup-mend-too-old' } });
  } finally {
    await older.remove();
  }
});
