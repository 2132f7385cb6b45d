import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Progress } from '@percloud/contract/operations';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRecoveryWords } from '../../src/backups/recovery-words.ts';
import { Restic } from '../../src/gateways/restic.ts';
import type { Repository } from '../../src/gateways/restic-process.ts';

const home = mkdtempSync(join(tmpdir(), 'percloud-restic-'));
const source = join(home, 'source');
const restic = new Restic({ dataDir: home });
const never = new AbortController().signal;
const words = makeRecoveryWords();

const secret = (name: string, text: string) => {
  writeFileSync(join(home, name), text, { mode: 0o600 });
  return join(home, name);
};
const repository: Repository = { addressFile: secret('address', join(home, 'repository')), passwordFile: secret('key', 'a random one') };
const asOwner: Repository = { ...repository, passwordFile: secret('words', words) };

beforeAll(async () => {
  mkdirSync(join(source, 'pictures'), { recursive: true });
  writeFileSync(join(source, 'pictures/nonna.jpg'), Buffer.alloc(40_000_000, 'grandmother '));
  writeFileSync(join(source, 'diary.txt'), 'a good day');
  await restic.init(repository);
  await restic.addKey(repository, asOwner.passwordFile);
});
afterAll(() => rmSync(home, { recursive: true }));

test('a backup tells how far it is, and comes back as it was', async () => {
  const told: Progress[] = [];
  const made = await restic.backup(repository, {
    directory: source,
    percloud: 'ada',
    tags: ['app=diary'],
    signal: never,
    progress: (progress) => told.push(progress),
  });
  expect(made).toMatchObject({ files: 2, bytes: 40_000_010, incomplete: false });
  expect(told.at(-1)).toMatchObject({ doneBytes: 40_000_010, totalBytes: 40_000_010, secondsLeft: 0 });
  expect(await restic.list(repository)).toMatchObject([{ hostname: 'ada', tags: ['app=diary'] }]);
  const back = join(home, 'back');
  await restic.restore(asOwner, made.snapshot, back);
  expect(readFileSync(join(back, 'diary.txt'), 'utf8')).toBe('a good day');
  expect(readFileSync(join(back, 'pictures/nonna.jpg')).equals(readFileSync(join(source, 'pictures/nonna.jpg')))).toBe(true);
  expect(statSync(join(back, 'diary.txt')).mtimeMs).toBe(statSync(join(source, 'diary.txt')).mtimeMs);
});

test('what has not changed is not sent again', async () => {
  const made = await restic.backup(repository, { directory: source, percloud: 'ada', tags: ['app=diary'], signal: never });
  expect(made.addedBytes).toBeLessThan(10_000);
});

test('two keys open it: the box’s own, and the words; either can be taken away', async () => {
  expect(await restic.listKeys(asOwner)).toHaveLength(2);
  const [stolen] = (await restic.listKeys(asOwner)).filter(({ current }) => !current);
  await restic.removeKey(asOwner, stolen?.id ?? '');
  await expect(restic.list(repository)).rejects.toMatchObject({ code: 'backup-wrong-key' });
  expect(await restic.list(asOwner)).toHaveLength(2);
  await restic.addKey(asOwner, repository.passwordFile);
});

test('cancelled, it leaves neither process nor lock', async () => {
  writeFileSync(join(source, 'film.mp4'), randomBytes(4_000_000));
  const abort = new AbortController();
  const reason = new Error('enough');
  const locks = () => readdirSync(join(home, 'repository/locks'));
  let locksBefore: string[] = [];
  const made = restic.backup(repository, {
    directory: source,
    percloud: 'ada',
    tags: ['app=other'],
    signal: abort.signal,
    limitBytesPerSecond: 100_000,
    // It has counted something, so it is at it: what was added takes it forty seconds.
    progress: ({ totalBytes }) => {
      if (totalBytes === 0 || abort.signal.aborted) return;
      locksBefore = locks();
      abort.abort(reason);
    },
  });
  await expect(made).rejects.toBe(reason);
  expect(locksBefore).toHaveLength(1);
  expect(locks()).toEqual([]);
  expect((await restic.list(repository)).filter(({ tags }) => tags.includes('app=other'))).toEqual([]);
});

test('a place without a backup, with one already, and other words are told apart', async () => {
  const elsewhere = { ...repository, addressFile: secret('elsewhere', join(home, 'nothing')) };
  await expect(restic.list(elsewhere)).rejects.toMatchObject({ code: 'backup-not-there' });
  await expect(restic.init(repository)).rejects.toMatchObject({ code: 'backup-target-used' });
  const stranger = { ...repository, passwordFile: secret('other', makeRecoveryWords()) };
  await expect(restic.list(stranger)).rejects.toMatchObject({ code: 'backup-wrong-key' });
  const nowhere = { ...repository, addressFile: secret('nowhere', 'rest:http://127.0.0.1:9/ada/') };
  await expect(restic.list(nowhere)).rejects.toMatchObject({ code: 'backup-target-unreachable' });
});

test('one bit that is another is found by the check', async () => {
  await expect(restic.check(repository, '100%')).resolves.toBeUndefined();
  const packs = join(home, 'repository/data');
  // What the cancelled backup left is asked for by nobody; the oldest belong to the first one.
  const files = readdirSync(packs, { recursive: true, encoding: 'utf8' }).map((name) => join(packs, name));
  const [oldest = ''] = files.filter((file) => statSync(file).isFile()).sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs);
  chmodSync(oldest, 0o600);
  const bytes = readFileSync(oldest);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  writeFileSync(oldest, bytes);
  await expect(restic.check(repository, '100%')).rejects.toMatchObject({ code: 'backup-damaged' });
});
