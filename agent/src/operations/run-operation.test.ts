import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../database/data-source.ts';
import { Problem } from '../problem.ts';
import { Journal } from './journal.ts';
import type { OperationRow } from './operation.entity.ts';
import { commit, discover, type Step, step } from './operation-kind.ts';
import { type AnyKind, runOperation } from './run-operation.ts';

type Json = Record<string, unknown>;
let directory: string;
let database: DataSource;
let journal: Journal;
/** What the steps do to the world. */
let world: string[];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'operations-'));
  database = await openDatabase({ dataDir: directory, runDir: directory });
  journal = new Journal(database);
  world = [];
});

afterEach(async () => {
  delete process.env.PERCLOUD_FAULTS;
  await database.destroy();
  rmSync(directory, { recursive: true });
});

const put = (thing: string) =>
  step<Json, Json>(
    thing,
    async () => {
      if (!world.includes(thing)) world.push(thing);
    },
    async () => {
      world = world.filter((one) => one !== thing);
    },
  );
const story: Step<Json, Json>[] = [put('first'), put('second'), commit('commit', () => []), put('third')];
const kindOf = (steps: Step<Json, Json>[]): AnyKind => ({ kind: 'app.install', version: 1, whenBusy: 'refuse', locks: () => [], steps });

async function enqueued(steps: Step<Json, Json>[], over: Partial<OperationRow> = {}): Promise<OperationRow> {
  const row: OperationRow = {
    id: 'abcdefghij0123456789',
    kind: 'app.install',
    version: 1,
    status: 'queued',
    percloud: null,
    app: null,
    subject: {},
    input: {},
    facts: {},
    locks: [],
    steps: steps.map(({ name }) => ({ name, status: 'pending' })),
    problem: null,
    committed: false,
    cancelRequested: false,
    resumes: 0,
    startedByPerson: null,
    startedByName: 'test',
    createdAt: new Date().toISOString(),
    startedAt: null,
    endedAt: null,
    ...over,
  };
  await journal.add(row);
  return row;
}

async function run(steps: Step<Json, Json>[], row: OperationRow, abort = new AbortController()) {
  await runOperation({ row, kind: kindOf(steps), abort, journal, log: pino({ level: 'silent' }), changed: () => {} });
  const written = await journal.find(row.id);
  if (!written) throw new Error('no row');
  return written;
}

function askForFault(name: string, when: string) {
  const path = join(directory, 'faults.json');
  writeFileSync(path, JSON.stringify([{ kind: 'app.install', step: name, when, action: 'fail', always: true }]));
  process.env.PERCLOUD_FAULTS = path;
}

describe('an operation', () => {
  test('does its steps in order and says so in the journal', async () => {
    const row = await run(story, await enqueued(story));
    expect(row.status).toBe('succeeded');
    expect(world).toEqual(['first', 'second', 'third']);
    expect(row.steps.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
    expect(row.committed).toBe(true);
  });

  test.each(['first', 'second'].flatMap((name) => ['before', 'after'].map((when) => [when, name] as const)))(
    'that fails %s “%s” leaves nothing behind',
    async (when, name) => {
      askForFault(name, when);
      const row = await run(story, await enqueued(story));
      expect(row.status).toBe('failed');
      expect(row.problem?.detail).toContain(name);
      expect(world).toEqual([]);
    },
  );

  test('is not undone once it is committed', async () => {
    askForFault('third', 'before');
    const row = await run(story, await enqueued(story));
    expect(row.status).toBe('succeeded');
    expect(row.problem).not.toBeNull();
    expect(world).toEqual(['first', 'second']);
    delete process.env.PERCLOUD_FAULTS;
    expect((await journal.findUnfinished()).map(({ id }) => id)).toEqual([row.id]);
    const again = await run(story, row);
    expect([again.status, again.problem]).toEqual(['succeeded', null]);
    expect(world).toEqual(['first', 'second', 'third']);
  }, 20_000);

  test('that was cancelled is undone and says so', async () => {
    const abort = new AbortController();
    const steps = [
      put('first'),
      step<Json, Json>('wait', async ({ signal }) => {
        abort.abort(new Problem('cancelled'));
        signal.throwIfAborted();
      }),
    ];
    const row = await run(steps, await enqueued(steps), abort);
    expect(row.status).toBe('cancelled');
    expect(world).toEqual([]);
  });

  test.each(['first', 'second', 'third'])('interrupted in “%s” goes on from there, and the step may run twice', async (name) => {
    const index = story.findIndex((one) => one.name === name);
    world = story
      .slice(0, index + 1)
      .filter(({ run }) => run)
      .map((one) => one.name);
    const steps = story.map((one, at) => ({
      name: one.name,
      status: at < index ? ('done' as const) : at === index ? ('running' as const) : ('pending' as const),
    }));
    const row = await run(story, await enqueued(story, { status: 'running', steps, committed: index > 2 }));
    expect(row.status).toBe('succeeded');
    expect(world).toEqual(['first', 'second', 'third']);
  });

  test('of another version of the steps, or interrupted again and again, is undone', async () => {
    for (const over of [{ version: 0 }, { resumes: 99 }]) {
      world = ['first'];
      const steps = story.map(({ name }, at) => ({ name, status: at === 0 ? ('running' as const) : ('pending' as const) }));
      const row = await run(story, await enqueued(story, { status: 'running', steps, ...over }));
      expect(row.status).toBe('failed');
      expect(world).toEqual([]);
      await database.query('DELETE FROM operation');
    }
  });

  test('begun with other steps is undone by the names of those it did', async () => {
    world = ['first', 'second'];
    const begun = ['first', 'second', 'commit'].map((name) => ({
      name,
      status: name === 'commit' ? ('pending' as const) : ('done' as const),
    }));
    const row = await enqueued(story, { status: 'running', version: 0, steps: begun });
    expect((await run([put('zeroth'), ...story], row)).status).toBe('failed');
    expect(world).toEqual([]);
    await database.query('DELETE FROM operation');
    const unknown = [{ name: 'long gone', status: 'done' as const }, ...story.map(({ name }) => ({ name, status: 'pending' as const }))];
    expect((await run(story, await enqueued(story, { status: 'running', version: 0, steps: unknown }))).status).toBe('undo-failed');
  });

  test('that can’t be undone says so, keeps what is left, and can be tried again', async () => {
    askForFault('second', 'undo-before');
    const steps = [...story.slice(0, 2), step<Json, Json>('break', async () => Promise.reject(new Problem('app-not-healthy')))];
    const row = await run(steps, await enqueued(steps));
    expect(row.status).toBe('undo-failed');
    expect(row.problem?.code).toBe('app-not-healthy');
    expect(world).toEqual(['first', 'second']);
    delete process.env.PERCLOUD_FAULTS;
    row.status = 'undoing';
    expect((await run(steps, row)).status).toBe('failed');
    expect(world).toEqual([]);
  }, 20_000);

  test('whose end can’t be written is not begun anew, but ended later', async () => {
    const begun: string[] = [];
    const steps = [
      put('first'),
      step<Json, Json>('break', async () => {
        begun.push('break');
        throw new Problem('busy');
      }),
    ];
    const row = await enqueued(steps);
    const save = journal.save.bind(journal);
    journal.save = async (one) => {
      if (one.status === 'failed') throw new Error('the disk is full');
      await save(one);
    };
    await expect(run(steps, row)).rejects.toThrow('full');
    journal.save = save;
    expect((await run(steps, row)).status).toBe('failed');
    expect([begun, world]).toEqual([['break'], []]);
  });

  test('journals facts for later steps', async () => {
    const seen: unknown[] = [];
    const steps = [
      discover<Json, Json>('find out', async () => ({ answer: 42 })),
      step<Json, Json>('use', async (operation) => void seen.push(operation.fact('answer'))),
    ];
    const row = await run(steps, await enqueued(steps));
    expect(seen).toEqual([42]);
    expect(row.facts).toEqual({ answer: 42 });
  });
});
