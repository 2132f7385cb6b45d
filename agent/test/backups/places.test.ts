import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppDetail } from '@percloud/contract/apps';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generationDir, volumeDir } from '../../src/apps/layout.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { BackupOwner } from './backup-owner.ts';
import { LoopDisk } from './loop-disk.ts';
import { type BackupServer, restServer, s3Server, sftpServer } from './servers.ts';

let installation: Installation;
let owner: BackupOwner;
let probe: AppDetail;

beforeAll(async () => {
  installation = await startInstallation();
  owner = await BackupOwner.claim(installation);
  probe = await owner.install('probe', { version: '1.0.0' });
  await owner.open(probe);
});

afterAll(() => installation?.stop());

const makers: Record<string, () => Promise<BackupServer>> = {
  'a server for restic': () => restServer(),
  'a server for restic with a certificate of its own that lets nobody delete': () => restServer({ appendOnly: true }),
  'a server with SSH': async () => {
    const { publicKey } = await owner.person.api.call('getBackupKey', { params: { percloud: owner.percloud } });
    return sftpServer(publicKey);
  },
  'S3 storage': () => s3Server(),
};

describe.each(Object.keys(makers))('backups on %s', (name) => {
  let server: BackupServer;

  beforeAll(async () => {
    const make = makers[name];
    if (!make) throw new Error(`nobody makes ${name}`);
    server = await make();
  });

  afterAll(() => server?.remove());

  test('are made, fail with a word and a way on while it is away, and go on when it is back', async () => {
    const { target, words } = await owner.addPlace(server.place);
    expect(await owner.write(probe, name)).toBe(true);
    expect(await owner.backUp(target)).toMatchObject({ status: 'succeeded', problem: null });
    await server.kill();
    expect(await owner.backUp(target)).toMatchObject({ status: 'failed', problem: { code: 'backup-target-unreachable' } });
    const params = { percloud: owner.percloud };
    const [view] = (await owner.person.api.call('listBackupTargets', { params })).filter(({ id }) => id === target.id);
    expect(view).toMatchObject({ backups: 1, lastProblem: { problem: { code: 'backup-target-unreachable' } }, operation: null });
    await server.start();
    expect(await owner.backUp(target)).toMatchObject({ status: 'succeeded' });
    expect(await owner.backups(target)).toHaveLength(2);
    // Neither key nor words lie there, or in what the API tells.
    expect(JSON.stringify(view)).not.toMatch(/sesame|S3RVER/);
    expect(words.split(' ')).toHaveLength(24);
    expect((await owner.person.api.call('listBackupTargets', { params })).find(({ id }) => id === target.id)?.appendOnly).toBe(
      name.includes('nobody'),
    );
    const keys = await owner.person.api.call('listBackupKeys', { params: { ...params, target: target.id } });
    expect(keys.map(({ of }) => of).sort()).toEqual(['this-box', 'words']);
  });
});

test('a wrong password is refused in plain words, and nothing is kept of it', async () => {
  const server = await restServer();
  try {
    const place = { ...server.place, password: 'wrong' };
    const params = { percloud: owner.percloud };
    const before = (await owner.person.api.call('listBackupTargets', { params })).length;
    await expect(owner.person.api.call('addBackupTarget', { params, body: { place } })).rejects.toMatchObject({
      problem: { code: 'backup-server-refused' },
    });
    expect(await owner.person.api.call('listBackupTargets', { params })).toHaveLength(before);
  } finally {
    await server.remove();
  }
});

test('what a server with SSH says is heard also by the many that ask at once', async () => {
  const server = await sftpServer('nobody’s key');
  const params = { percloud: owner.percloud };
  const answers = async () => {
    const asked = Array.from({ length: 20 }, () => owner.person.api.call('addBackupTarget', { params, body: { place: server.place } }));
    return new Set((await Promise.allSettled(asked)).map((each) => (each.status === 'rejected' ? each.reason.problem?.code : 'added')));
  };
  try {
    expect(await answers()).toEqual(new Set(['backup-server-refused']));
    await server.kill();
    expect(await answers()).toEqual(new Set(['backup-target-unreachable']));
  } finally {
    await server.remove();
  }
});

test('on a disk that is full, what is kept no longer makes room', async () => {
  const disk = await LoopDisk.make({ megabytes: 150, name: 'Full' });
  await disk.plugIn();
  try {
    const { target } = await owner.addPlace({ kind: 'disk', fileSystem: disk.fileSystem });
    const { generation } = await owner.app(probe.id);
    const directory = generationDir(installation.host, { percloud: owner.percloud, id: probe.id }, generation);
    // Three are kept of a day, and what the others held is given back once a week.
    for (let time = 1; time <= 9; time += 1) {
      await writeFile(join(volumeDir(directory, 'data'), 'pictures'), randomBytes(10_000_000));
      expect([time, await owner.backUp(target)]).toMatchObject([time, { status: 'succeeded', problem: null }]);
    }
    expect(await owner.backups(target)).toHaveLength(3);
  } finally {
    await disk.remove();
  }
});
