import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../database/data-source.ts';
import { newId } from '../database/new-id.ts';
import { Changes } from '../events/changes.ts';
import { Log } from '../log/log.ts';
import { Problem } from '../problem.ts';
import { Reserve } from '../storage/reserve.ts';
import { Journal } from './journal.ts';
import { appLocks } from './locks.ts';
import { step } from './operation-kind.ts';
import { Operations } from './operations.service.ts';

let directory: string;
let database: DataSource;
let journal: Journal;
let operations: Operations;
let done: string[];
let begun: string[];
/** What the one step waits for, by app. */
let gates: Map<string, PromiseWithResolvers<void>>;

beforeEach(async () => {
  vi.stubEnv('PERCLOUD_LOG_LEVEL', 'silent');
  directory = mkdtempSync(join(tmpdir(), 'operations-'));
  database = await openDatabase({ dataDir: directory, runDir: directory });
  const disk = { dataDir: directory, runDir: directory };
  journal = new Journal(database);
  operations = new Operations(journal, new Changes(), new Log(), new Reserve(disk, new Log()));
  done = [];
  begun = [];
  gates = new Map();
  for (const kind of ['app.restart', 'app.install', 'app.remove'] as const)
    operations.register<{ app: string }, object>({
      kind,
      version: 1,
      whenBusy: 'refuse',
      heavy: kind === 'app.install',
      keepsOutBy: kind === 'app.install' ? 'backup-under-way' : undefined,
      locks: ({ app }) => appLocks('home', app),
      steps: [
        step('work', async ({ input: { app } }) => {
          begun.push(app);
          await gates.get(app)?.promise;
          done.push(app);
        }),
      ],
    });
  await operations.onApplicationBootstrap();
});
afterEach(async () => {
  await database.destroy();
  rmSync(directory, { recursive: true });
  vi.unstubAllEnvs();
});

const ask = (app: string, confirm?: () => Promise<void>, kind: 'app.restart' | 'app.install' | 'app.remove' = 'app.restart') =>
  operations.enqueue(kind, {
    id: newId(),
    input: { app },
    percloud: null,
    app,
    subject: {},
    startedBy: { person: null, name: 'test' },
    confirm,
  });

test('of two that want the same app the second is refused, until the first is over', async () => {
  gates.set('blog', Promise.withResolvers());
  const first = await ask('blog');
  await expect(ask('blog')).rejects.toMatchObject({ code: 'busy' });
  expect((await operations.ended((await ask('photos')).id)).status).toBe('succeeded');
  gates.get('blog')?.resolve();
  expect((await operations.ended(first.id)).status).toBe('succeeded');
  expect((await operations.ended((await ask('blog')).id)).status).toBe('succeeded');
});

test('who is refused is told by what', async () => {
  gates.set('blog', Promise.withResolvers());
  const first = await ask('blog', undefined, 'app.install');
  await expect(ask('blog')).rejects.toMatchObject({ code: 'backup-under-way' });
  gates.get('blog')?.resolve();
  await operations.ended(first.id);
});

test('one that is told to be over stands in the journal as such, and the next one may begin', async () => {
  const written = Promise.withResolvers<void>();
  const save = journal.save.bind(journal);
  vi.spyOn(journal, 'save').mockImplementation(async (row) => {
    if (row.status === 'succeeded') await written.promise;
    await save(row);
  });
  const { id } = await ask('blog');
  const patience = { timeout: 10_000 };
  await vi.waitFor(() => expect(journal.save).toHaveBeenLastCalledWith(expect.objectContaining({ status: 'succeeded' })), patience);
  expect(await operations.find(id)).toMatchObject({ status: 'running', endedAt: null });
  expect(await operations.list({}, 10)).toMatchObject([{ status: 'running' }]);
  written.resolve();
  await vi.waitFor(async () => expect((await operations.find(id))?.status).toBe('succeeded'), patience);
  await ask('blog');
});

test('what is no longer so when the app is held is refused and leaves nothing', async () => {
  await expect(ask('blog', () => Promise.reject(new Problem('busy')))).rejects.toMatchObject({ code: 'busy' });
  expect(await operations.list({}, 10)).toEqual([]);
  expect((await operations.ended((await ask('blog')).id)).status).toBe('succeeded');
  expect(done).toEqual(['blog']);
});

test('the end of another one starts nothing that is not in the journal yet', async () => {
  const confirming = Promise.withResolvers<void>();
  const asked = ask('blog', () => confirming.promise);
  await operations.ended((await ask('photos')).id);
  expect(done).toEqual(['photos']);
  confirming.resolve();
  await operations.ended((await asked).id);
  expect(done).toEqual(['photos', 'blog']);
});

test('one of a kind that this agent does not know keeps it from nothing', async () => {
  const { id } = await ask('blog');
  await operations.ended(id);
  await database.query('UPDATE operation SET kind = ?, status = ?', ['app.of-tomorrow', 'queued']);
  const later = new Operations(
    new Journal(database),
    new Changes(),
    new Log(),
    new Reserve({ dataDir: directory, runDir: directory }, new Log()),
  );
  await expect(later.onApplicationBootstrap()).resolves.toBeUndefined();
  expect(later.isLive(id)).toBe(true);
});

test('of many heavy ones a few run at once; the others wait their turn, in the order they came, and hold up nothing light', async () => {
  const apps = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  for (const app of apps) gates.set(app, Promise.withResolvers());
  const asked = [];
  for (const app of apps) asked.push(await ask(app, undefined, 'app.install'));
  expect((await operations.ended((await ask('light')).id)).status).toBe('succeeded');
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'light']);
  // Whoever waits and no longer wants to waits for nobody.
  await operations.cancel(asked[5]?.id ?? '');
  expect((await operations.ended(asked[5]?.id ?? '')).status).toBe('cancelled');
  for (const app of apps) {
    gates.get(app)?.resolve();
    if (app !== 'f') await operations.ended(asked[apps.indexOf(app)]?.id ?? '');
  }
  expect(begun.filter((app) => app !== 'light')).toEqual(['a', 'b', 'c', 'd', 'e', 'g']);
});

test('what can’t be cancelled because the disk is full is cancelled when it is asked for once more', async () => {
  gates.set('one', Promise.withResolvers());
  const { id } = await ask('one');
  await database.query(`CREATE TRIGGER full BEFORE UPDATE ON operation BEGIN SELECT RAISE(ABORT, 'not now'); END`);
  await expect(operations.cancel(id)).rejects.toThrow('not now');
  await database.query('DROP TRIGGER full');
  await operations.cancel(id);
  gates.get('one')?.resolve();
  expect((await operations.ended(id)).status).toBe('cancelled');
});

test('what was left to take away of an app that came back since stays', async () => {
  const left = async (id: string) => {
    const row = await journal.find(id);
    if (!row) throw new Error('it is not in the journal');
    return row;
  };
  const { id } = await ask('one', undefined, 'app.remove');
  await operations.ended(id);
  await journal.save({ ...(await left(id)), problem: new Problem('internal').toDocument(), steps: [{ name: 'work', status: 'pending' }] });
  const back = await ask('one');
  await operations.ended(back.id);
  // One that only tried changes nothing.
  for (const [committed, goesOn] of [
    [true, false],
    [false, true],
  ] as const) {
    await journal.save({ ...(await left(back.id)), committed });
    await operations.onApplicationBootstrap();
    expect([committed, operations.isLive(id)]).toEqual([committed, goesOn]);
  }
});
