import { readFile, writeFile } from 'node:fs/promises';
import type { AppDetail } from '@percloud/contract/apps';
import type { Release } from '@percloud/contract/catalog';
import type { Operation } from '@percloud/contract/operations';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { AppOwner } from '../apps/app-owner.ts';
import { mess, world } from '../apps/world.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { ConstantUse } from './constant-use.ts';
import { ProbeCatalog, removeImagesOf } from './probe-catalog.ts';

let published: ProbeCatalog;
let box: Installation;
let owner: AppOwner;
let installed: { app: AppDetail; release: Release };

beforeAll(async () => {
  published = await ProbeCatalog.serve();
  const { release } = await published.makeRelease('1.0.0');
  await published.publish([release]);
  box = await startInstallation({ catalog: published.catalog });
  owner = await AppOwner.claim(box);
  await box.root.call('refreshCatalog');
  installed = { app: await owner.install('probe', { slug: 'first' }), release };
  await owner.open(installed.app);
});
afterEach(() => published.server.forget());
afterAll(async () => {
  await box?.stop();
  if (box) await removeImagesOf(box.host);
  await published?.close();
});

/** Publishes a version with an image that Docker does not have, and has the box read of it. */
async function publishMore(version: string, from: 'catalog' | 'registry' = 'catalog') {
  const made = await published.makeRelease(version);
  const { release, layer } = from === 'registry' ? await published.moveToRegistry(made) : made;
  await published.publish([installed.release, release]);
  await box.root.call('refreshCatalog');
  published.server.forget();
  return { release, layer };
}

const begin = (version: string): Promise<Operation> =>
  box.root.call('installApp', { params: { percloud: owner.percloud }, body: { catalogApp: 'probe', version, slug: 'second' } });
const finish = async (started: Promise<Operation>) => {
  const { status, problem } = await owner.ended(await started);
  return [status, problem?.code];
};
const removeSecond = async () => {
  const second = (await owner.apps()).find(({ slug }) => slug === 'second');
  const params = owner.params(second?.id ?? '');
  await finish(box.root.call('removeApp', { params }));
  await finish(box.root.call('deleteApp', { params, body: { confirm: 'second' } }));
};
const using = () => new ConstantUse(() => owner.person.fetch(`${installed.app.url}/version`));
const flip = (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]);

describe('a host that dies in the middle of a download', () => {
  test.each(['catalog', 'registry'] as const)('again and again is asked for the rest (%s)', async (from) => {
    const { layer } = await publishMore('1.1.0', from);
    let deaths = 0;
    published.server.behaviour.alter = (bytes, path) => {
      const dies = path === layer.path && ++deaths <= 2;
      Object.assign(published.server.behaviour, { dieAfterBytes: dies ? 640 * 1024 : Number.POSITIVE_INFINITY, deaths: 1 });
      return bytes;
    };
    expect(await finish(begin('1.1.0'))).toEqual(['succeeded', undefined]);
    const ranges = published.asked(layer).map(({ range }) => range);
    expect(ranges).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d+-$/), expect.stringMatching(/^bytes=[1-9]\d+-$/)]);
    await removeSecond();
  });

  test('and stays dead lets nothing of the app stay; the next try goes on from where it was', async () => {
    const { layer } = await publishMore('1.1.0');
    const before = await world(box.host);
    const use = using();
    published.server.behaviour.pause = async (path) => {
      if (path === layer.path && published.server.sentBytes() > 1_000_000) await published.server.close();
    };
    expect(await finish(begin('1.1.0'))).toEqual(['failed', 'image-unreachable']);
    expect(await world(box.host)).toEqual(before);
    expect(await use.stop()).toEqual([]);

    await published.revive();
    expect(await finish(begin('1.1.0'))).toEqual(['succeeded', undefined]);
    const [asked, ...more] = published.asked(layer);
    expect(more).toEqual([]);
    const offset = Number(/^bytes=(\d+)-$/.exec(asked?.range ?? '')?.[1]);
    expect(offset).toBeGreaterThan(500_000);
    expect(published.server.sentBytes()).toBeLessThan(layer.sizeBytes - offset + 10_000);
    await removeSecond();
  });
});

test('an upgrade from a host that is dead never stops the app', async () => {
  await publishMore('1.1.0');
  const use = using();
  published.server.behaviour.status = 503;
  const upgrade = box.root.call('upgradeApp', { params: owner.params(installed.app.id), body: { version: '1.1.0' } });
  expect(await finish(upgrade)).toEqual(['failed', 'image-unreachable']);
  expect(await use.stop()).toEqual([]);
  expect(await owner.app(installed.app.id)).toMatchObject({ version: '1.0.0', status: 'running', generation: installed.app.generation });
});

test('an image that is not what the catalog says is thrown away', async () => {
  const { layer } = await publishMore('1.1.0');
  const before = await world(box.host);
  published.server.behaviour.alter = (bytes, path) => (path === layer.path ? flip(bytes) : bytes);
  expect(await finish(begin('1.1.0'))).toEqual(['failed', 'image-damaged']);
  expect(await world(box.host)).toEqual(before);
});

describe('while an app runs, a catalog', () => {
  const tampered = async () => {
    await publishMore('1.1.0');
    const path = `${published.directory}/catalog.json`;
    await writeFile(path, (await readFile(path, 'utf8')).replace('"Tests"', '"Pests"'));
  };
  const older = () => published.publish([installed.release], { number: 1 });

  test.each([
    ['that was tampered with', tampered, 'catalog-key-differs'],
    ['that is older', older, 'catalog-older'],
  ])('%s is refused, and the app goes on', async (_, spoil, code) => {
    const use = using();
    await spoil();
    const { catalogs, number, apps } = await box.root.call('refreshCatalog');
    expect(catalogs.map(({ problem }) => problem?.code)).toEqual([code]);
    expect([number > 1, apps.map(({ id }) => id)]).toEqual([true, ['probe']]);
    await box.restartAgent();
    expect((await box.root.call('refreshCatalog')).catalogs.map(({ problem }) => problem?.code)).toEqual([code]);
    expect(await use.stop()).toEqual([]);
    expect(await owner.app(installed.app.id)).toMatchObject({ version: '1.0.0', status: 'running' });
    await publishMore('1.1.0');
    expect((await box.root.call('getCatalog')).problem).toBeNull();
  });

  test('that changes what a version is, or no longer has it, changes nothing about the app', async () => {
    const { settings } = await owner.app(installed.app.id);
    const other = await published.makeRelease('1.0.0', (release) => {
      const changed = structuredClone(release);
      Object.assign(changed.manifest.services.probe?.environment ?? {}, { PROBE_VERSION: 'another' });
      return changed;
    });
    for (const releases of [[other.release], [{ ...other.release, manifest: { ...other.release.manifest, id: 'other' } }]]) {
      await published.publish(releases);
      expect((await box.root.call('refreshCatalog')).problem).toBeNull();
      const params = owner.params(installed.app.id);
      expect(await finish(box.root.call('restartApp', { params }))).toEqual(['succeeded', undefined]);
      expect(await finish(box.root.call('configureApp', { params, body: { settings } }))).toEqual(['succeeded', undefined]);
      expect(JSON.parse((await owner.person.fetch(`${installed.app.url}/version`)).text).version).toBe('1.0.0');
      expect((await owner.app(installed.app.id)).update).toBeNull();
    }
  });

  test('that changes in the middle of an install does not change what is installed', async () => {
    const { layer } = await publishMore('1.1.0');
    published.server.behaviour.pause = async (path) => {
      if (path !== layer.path || published.asked(layer).length !== 1) return;
      published.server.behaviour.pause = async () => undefined;
      await published.publish([installed.release]);
      await box.root.call('refreshCatalog');
    };
    expect(await finish(begin('1.1.0'))).toEqual(['succeeded', undefined]);
    const second = (await owner.apps()).find(({ slug }) => slug === 'second');
    expect(second).toMatchObject({ version: '1.1.0', status: 'running' });
    expect(mess(await world(box.host), box.host)).toEqual([]);
  });
});
