import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from './data-source.ts';
import { entities } from './entities.ts';

const directory = mkdtempSync(join(tmpdir(), 'schema-'));
let database: DataSource;

beforeAll(async () => {
  database = await openDatabase({ dataDir: directory, runDir: directory });
});
afterAll(async () => {
  await database.destroy();
  rmSync(directory, { recursive: true });
});

test.each(entities)('the migrations make the columns of %o', async (entity) => {
  const { tableName, columns } = database.getMetadata(entity);
  const made: { name: string; type: string; notnull: number; pk: number }[] = await database.query(`PRAGMA table_info("${tableName}")`);
  const wanted = columns.filter(({ isInsert }) => isInsert).map((column) => [column.databaseName, !column.isNullable, column.isPrimary]);
  expect(made.map(({ name, notnull, pk }) => [name, notnull === 1, pk > 0]).sort()).toEqual(wanted.sort());
});

test('all columns are named as their properties are', () => {
  for (const { columns } of database.entityMetadatas)
    for (const { propertyName, databaseName, isInsert } of columns) if (isInsert) expect(databaseName).toBe(propertyName);
});
