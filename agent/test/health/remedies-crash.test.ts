import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AppDetail } from '@percloud/contract/apps';
import type { Operation } from '@percloud/contract/operations';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paths } from '../../src/host/host-config.ts';
import type { Fault } from '../../src/operations/faults.ts';
import { AppOwner } from '../apps/app-owner.ts';
import { mess, world } from '../apps/world.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { damage } from './damage.ts';
import { toldOf } from './findings-of.ts';
import { remedyStories } from './remedy-stories.ts';
import { shortenIntermediate } from './short-lived.ts';

const megabyte = 1024 ** 2;
let home: string;
let env: Record<string, string>;
let box: Installation;
let owner: AppOwner;
let probe: AppDetail;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'percloud-faults-'));
  env = { PERCLOUD_FAULTS: join(home, 'faults.json') };
  box = await startInstallation({ env, sizeBytes: 1024 * megabyte });
  owner = await AppOwner.claim(box);
  probe = await owner.install('probe', { version: '1.1.0' });
  await owner.open(probe);
  // So that the disk is filling all the time, and little is much.
  await promisify(execFile)('fallocate', ['--length', String((await freeBytes()) - 96 * megabyte), `${box.host.dataDir}/ballast`]);
});
afterAll(async () => {
  await box?.stop();
  await rm(home, { recursive: true, force: true });
});

const freeBytes = async () => (await box.root.call('getRoom')).freeBytes;
const ask = (...faults: Fault[]) => writeFileSync(env.PERCLOUD_FAULTS ?? '', JSON.stringify(faults));

async function succeed(started: Promise<Operation>) {
  const { status, problem } = await owner.ended(await started);
  expect([status, problem?.code]).toEqual(['succeeded', undefined]);
}

/** 32 MB that only a snapshot before the newest still holds. */
async function leaveSnapshots() {
  const params = owner.params(probe.id);
  await succeed(box.root.call('configureApp', { params, body: { settings: { greeting: 'hola' } } }));
  expect((await owner.person.fetch(`${probe.url}/fill?megabytes=32`, { method: 'POST' })).status).toBe(201);
  const [earlier] = (await owner.app(probe.id)).snapshots;
  await succeed(box.root.call('rollbackApp', { params, body: { snapshot: earlier?.id ?? '' } }));
  await succeed(box.root.call('configureApp', { params, body: { settings: { greeting: 'ciao' } } }));
}

/** What nothing on a single disk mends: each check finds it anew. */
async function damageOnce() {
  const file = `${box.host.dataDir}/damaged`;
  if (existsSync(file)) return;
  await writeFile(file, randomBytes(megabyte), { flush: true });
  await damage(box.host, file);
  await expect(readFile(file)).rejects.toThrow('EIO');
}

/** What each begins with, what is begun, and how it is seen that it is done. */
const ways = {
  'app.thin-snapshots': {
    prepare: leaveSnapshots,
    finding: () => `snapshots-large:${probe.id}`,
    remedy: 'thin-snapshots',
    isDone: async () => (await owner.app(probe.id)).snapshots.length === 1,
  },
  'box.make-room': { prepare: async () => {}, finding: () => 'disk-filling', remedy: 'make-room', isDone: async () => true },
  'box.scrub': { prepare: damageOnce, finding: () => 'disk-errors', remedy: 'check-disk', isDone: async () => true },
  'box.renew-certificates': {
    prepare: () => shortenIntermediate(box.host, 5),
    finding: () => 'certificate-expiring',
    remedy: 'renew-certificates',
    isDone: async () => (await owner.person.api.call('getMe')).name === 'ada',
  },
} as const;

async function begin(kind: keyof typeof ways) {
  ask();
  const { prepare, finding, remedy } = ways[kind];
  await prepare();
  await toldOf(box.root, finding());
  return (...faults: Fault[]) => {
    ask(...faults);
    return box.root.call('applyRemedy', { params: { finding: finding(), remedy } });
  };
}

const certificates = async () => {
  const { ca } = paths(box.host);
  const names = (await readdir(ca)).sort();
  return Promise.all(names.map(async (name) => [name, await readFile(join(ca, name), 'utf8')]));
};

const stories = remedyStories.flatMap(({ kind, ...steps }) =>
  kind === 'app.thin-snapshots' || kind === 'box.make-room' || kind === 'box.scrub' || kind === 'box.renew-certificates'
    ? [{ kind, ...steps }]
    : [],
);

describe.each(stories)('$kind', ({ kind, before, after }) => {
  test('has these steps and no others', async () => {
    const { steps, status } = await owner.ended(await (await begin(kind))());
    expect(steps.map(({ name }) => name)).toEqual([...before, ...after]);
    expect(status).toBe('succeeded');
  });

  test.each([...before, ...after])('killed before and after “%s” is finished by the next starts', async (step) => {
    const start = await begin(kind);
    const started = await start({ kind, step, when: 'before', action: 'kill' }, { kind, step, when: 'after', action: 'kill' });
    for (let deaths = 0; deaths < 2; deaths += 1) {
      await box.agent.exited();
      await box.agent.launch(env);
    }
    expect((await owner.ended(started)).status).toBe('succeeded');
    expect(await ways[kind].isDone()).toBe(true);
    expect(mess(await world(box.host), box.host)).toEqual([]);
  });

  test.each(before)('that fails before “%s” leaves everything as it was', async (step) => {
    const start = await begin(kind);
    const was = [await world(box.host), await certificates()];
    const failed = await owner.ended(await start({ kind, step, when: 'before', action: 'fail' }));
    expect(failed.status).toBe('failed');
    expect([await world(box.host), await certificates()]).toEqual(was);
    expect((await owner.person.fetch(`${probe.url}/version`)).status).toBe(200);
  });
});
