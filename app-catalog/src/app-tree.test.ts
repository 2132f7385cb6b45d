import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { permissionsOf } from '@percloud/contract/permissions';
import { beforeEach, expect, test } from 'vitest';
import { readApps } from './app-tree.ts';
import { temporaryDirectory } from './temporary-directory.ts';

let apps: string;

beforeEach(() => {
  apps = join(temporaryDirectory(), 'apps');
  cpSync(join(import.meta.dirname, '../apps'), apps, { recursive: true });
});

const find = (id: string, version: string) => readApps(apps).find(({ manifest }) => manifest.id === id && manifest.version === version);

test('every app of ours is without mistakes, with a drawn icon', () => {
  for (const { icon } of readApps(apps)) expect(icon).toMatch(/^<svg[^>]* viewBox="0 0 64 64"/);
  expect(readApps(apps).length).toBeGreaterThan(2);
});

test('an older release is the newest with differences', () => {
  expect(find('radicale', '1.0.0')?.manifest.settings).toEqual([]);
  expect(find('radicale', '1.0.0')?.manifest.title).toEqual(find('radicale', '1.1.0')?.manifest.title);
  expect(find('radicale', '1.0.0')?.images.radicale?.inputs).not.toBe(find('radicale', '1.1.0')?.images.radicale?.inputs);
});

test('probe’s releases share one image, and only the wide one may do more', () => {
  const probes = readApps(apps).filter(({ manifest }) => manifest.id === 'probe');
  expect(new Set(probes.map(({ images }) => images.probe?.inputs)).size).toBe(1);
  const wider = probes.filter(({ manifest }) => permissionsOf(manifest).length > 1).map(({ manifest }) => manifest.version);
  expect(wider).toEqual(['2.0.0-wide']);
});

test('all mistakes of all apps are named at once', () => {
  mkdirSync(join(apps, 'probe/releases/9.0.0'));
  writeFileSync(join(apps, 'probe/releases/9.0.0/app.yaml'), 'version: 9.0.1\n');
  writeFileSync(join(apps, 'radicale/releases/1.0.0/app.yaml'), 'version: 1.0.0\nhide: true\nslug: A\n');
  expect(() => readApps(apps)).toThrow(
    [
      'apps/probe/releases/9.0.0/app.yaml:1: version is not the name of its directory',
      'apps/radicale/releases/1.0.0/app.yaml:2: hide is not a known key',
      'apps/radicale/releases/1.0.0/app.yaml:3: slug starts with a letter',
    ].join('\n'),
  );
});
