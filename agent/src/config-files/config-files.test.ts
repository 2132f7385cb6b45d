import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimFileDiffers, writeClaimFile } from './claim-file.ts';
import { isOurs, nothingToResetText, resetFileText } from './config-file-texts.ts';
import { findResetFiles, replaceResetFiles } from './reset-file.ts';

const claimable = { address: 'http://percloud.local', code: 'NS4M-MHFK' };
const answer = resetFileText({ address: 'https://percloud.local', code: '7K3M-9QXZ', end: '2026-05-02T10:20:30.000Z' });
let drive: string;
beforeEach(async () => {
  drive = await mkdtemp(join(tmpdir(), 'drive-'));
});
afterEach(() => rm(drive, { recursive: true }));

test('the claim code lies there until the box has an owner, and is written only when it changes', async () => {
  expect(await claimFileDiffers(drive, undefined)).toBe(false);
  expect(await claimFileDiffers(drive, claimable)).toBe(true);
  await writeClaimFile(drive, claimable);
  expect(await claimFileDiffers(drive, claimable)).toBe(false);
  const text = await readFile(join(drive, 'claim.txt'), 'utf8');
  for (const said of ['\r\n    NS4M-MHFK\r\n', 'http://percloud.local', 'Open', 'Abre', 'Apri']) expect(text).toContain(said);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  await writeClaimFile(drive, undefined);
  expect(await readdir(drive)).toEqual([]);
});

test.each(['reset-password.txt', 'reset-password.txt.txt', 'RESET-PASSWORD.TXT', 'Reset-Password'])('%s asks for a code', async (name) => {
  await writeFile(join(drive, name), '');
  expect(await findResetFiles(drive)).toEqual({ asked: [name], answered: [] });
});

test.each(['._reset-password.txt', 'reset-password.txt.bak', 'percloud.yaml', 'reset-password.txt.txt.txt'])(
  '%s does not',
  async (name) => {
    await writeFile(join(drive, name), '');
    expect(await findResetFiles(drive)).toEqual({ asked: [], answered: [] });
  },
);

test('whatever was asked with, one file answers; it is no new question', async () => {
  await writeFile(join(drive, 'Reset-Password.txt.txt'), 'please');
  await writeFile(join(drive, 'reset-password'), '');
  await writeFile(join(drive, 'percloud.yaml'), '');
  await replaceResetFiles(drive, await findResetFiles(drive), answer);
  expect((await readdir(drive)).sort()).toEqual(['percloud.yaml', 'reset-password.txt']);
  expect(await findResetFiles(drive)).toEqual({ asked: [], answered: ['reset-password.txt'] });
  expect(await readFile(join(drive, 'reset-password.txt'), 'utf8')).toMatch(/7K3M-9QXZ[\s\S]*until 2026-05-02 10:20 UTC/);
  await replaceResetFiles(drive, await findResetFiles(drive), undefined);
  expect(await readdir(drive)).toEqual(['percloud.yaml']);
});

test('an answer is known as the box’s own', () => {
  expect([answer, nothingToResetText(), '', 'Percloud', 'please'].map(isOurs)).toEqual([true, true, false, false, false]);
});
