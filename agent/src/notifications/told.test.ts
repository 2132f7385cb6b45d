import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../database/data-source.ts';
import { PersonRow } from '../people/person.entity.ts';
import { Told } from './told.ts';

const directory = mkdtempSync(join(tmpdir(), 'told-'));
const disk = { finding: 'disk-filling', check: 'disk-filling' } as const;
const heat = { finding: 'too-hot', check: 'too-hot' } as const;
let database: DataSource;

beforeAll(async () => {
  database = await openDatabase({ dataDir: directory, runDir: directory });
  const ada = { id: 'ada', name: 'ada', displayName: 'Ada', language: 'en', passwordHash: '', createdAt: '' } as const;
  await database.getRepository(PersonRow).insert(ada);
});
afterAll(async () => {
  await database.destroy();
  rmSync(directory, { recursive: true });
});

const loaded = async () => {
  const told = new Told(database);
  await told.load();
  return told.of('ada').map(({ finding }) => finding);
};

test('what was told is known after a restart, also when it could not be written at once', async () => {
  const told = new Told(database);
  await told.load();
  told.add('ada', disk);
  await database.query('PRAGMA query_only = 1');
  await expect(told.write()).rejects.toThrow();
  expect(told.has('ada', disk.finding)).toBe(true);
  told.add('ada', heat);
  await database.query('PRAGMA query_only = 0');
  expect(await loaded()).toEqual([]);
  await told.write();
  expect((await loaded()).sort()).toEqual([disk.finding, heat.finding]);
  told.remove('ada', disk.finding);
  await told.write();
  expect(await loaded()).toEqual([heat.finding]);
});
