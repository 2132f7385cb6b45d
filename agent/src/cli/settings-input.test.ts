import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Setting, settingSchema } from '@percloud/contract/settings-form';
import { expect, test } from 'vitest';
import { Usage } from './exit-codes.ts';
import { readSettings } from './settings-input.ts';

const label = { en: 'Label', es: 'Label', it: 'Label' };
const form: Setting[] = [
  { name: 'title', type: 'text' },
  { name: 'days', type: 'number' },
  { name: 'open', type: 'boolean' },
  { name: 'secret', type: 'password' },
].map((setting) => settingSchema.parse({ ...setting, label }));
const read = (options: { set?: string[]; secretFile?: string[] }) => readSettings(form, { set: [], secretFile: [], ...options });

test('gives each setting its type', async () => {
  expect(await read({ set: ['title=a=b', 'days=3', 'open=true'] })).toEqual({ title: 'a=b', days: 3, open: true });
});

test.each([
  ['days=soon', 'number'],
  ['days=', 'number'],
  ['open=yes', 'true or false'],
  ['colour=red', 'no setting “colour”'],
  ['title', 'NAME=VALUE'],
])('refuses %s', async (pair, why) => {
  await expect(read({ set: [pair] })).rejects.toThrow(why);
});

test('takes no secret from the command line, and says how to give it', async () => {
  const refused = await read({ set: ['secret=hunter2'] }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Usage);
  expect(refused).toHaveProperty('remedy', expect.stringContaining('--secret-file secret=PATH'));
});

test('takes a secret from a file, without the line end an editor leaves', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'percloud-cli-'));
  const path = join(directory, 'secret');
  await writeFile(path, 'correct horse\n');
  expect(await read({ secretFile: [`secret=${path}`] })).toEqual({ secret: 'correct horse' });
  await rm(directory, { recursive: true });
});
