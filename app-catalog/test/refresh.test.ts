import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Sbom, sbomSchema } from '@percloud/contract/sbom';
import { expect, test } from 'vitest';
import { readApps } from '../src/app-tree.ts';
import { baseDirectory, catalogDirectory } from '../src/build-catalog.ts';
import { nativeArchitecture } from '../src/builder.ts';
import { isNewer } from '../src/debian-updates.ts';
import { blobPath } from '../src/oci-layout.ts';
import { findOutdated, writeRefreshed } from '../src/refresh-catalog.ts';
import { temporaryDirectory } from '../src/temporary-directory.ts';
import { findCatalog } from '../src/write-catalog.ts';

const built = join(catalogDirectory, 'dist/catalog');

/** The catalog of this checkout, built when one of radicale's packages was older. */
function builtEarlier(name: string, version: string): string {
  const out = join(temporaryDirectory(), 'catalog');
  cpSync(join(built, 'catalog.json'), join(out, 'catalog.json'));
  mkdirSync(join(out, 'blobs/sha256'), { recursive: true });
  const catalog = findCatalog(built);
  for (const { releases } of Object.values(catalog?.apps ?? {}))
    for (const { manifest, images } of releases)
      for (const image of Object.values(images)) {
        const sbom = sbomSchema.parse(JSON.parse(readFileSync(blobPath(built, image.sbom), 'utf8')));
        const aged = manifest.id === 'radicale' && manifest.version === newest('radicale') ? withVersion(sbom, name, version) : sbom;
        const bytes = JSON.stringify(aged);
        image.sbom = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
        writeFileSync(blobPath(out, image.sbom), bytes);
      }
  writeFileSync(join(out, 'catalog.json'), JSON.stringify(catalog));
  return out;
}

const withVersion = (sbom: Sbom, name: string, version: string): Sbom => ({
  ...sbom,
  components: sbom.components.map((each) => (each.name === name ? { ...each, version } : each)),
});

const newest = (id: string, directory = catalogDirectory) =>
  readApps(join(directory, 'apps')).find(({ isNewest, manifest }) => isNewest && manifest.id === id)?.manifest.version ?? '';

test('finds the app whose packages Debian’s own lists have newer, and raises its version', async () => {
  const directory = temporaryDirectory();
  cpSync(join(catalogDirectory, 'apps'), join(directory, 'apps'), { recursive: true });
  cpSync(baseDirectory, join(directory, 'base'), { recursive: true });
  const before = { version: newest('radicale', directory), apps: readApps(join(directory, 'apps')) };

  const outdated = await findOutdated({ directory, out: builtEarlier('libssl3t64', '3.0.0-1'), architecture: nativeArchitecture });
  const radicale = outdated.find(({ id }) => id === 'radicale');
  const update = radicale?.updates.find(({ name }) => name === 'libssl3t64');
  expect(update).toMatchObject({ from: '3.0.0-1' });
  expect(isNewer(update?.to ?? '', '3.5.0')).toBe(true);

  writeRefreshed(outdated, directory, join(directory, 'base'), new Date('2030-01-02T03:04:05Z'));
  expect(newest('radicale', directory)).toBe(radicale?.next);
  expect(isNewer(newest('radicale', directory), before.version)).toBe(true);
  expect(readApps(join(directory, 'apps'))).toHaveLength(before.apps.length);
  expect(readFileSync(join(directory, 'base/base.yaml'), 'utf8')).toContain('\nrefreshed: 2030-01-02T03:04:05Z\n');
});

test('apps made for tests are not raised, and what is up to date is left alone', async () => {
  const outdated = await findOutdated({
    directory: catalogDirectory,
    out: builtEarlier('libssl3t64', '99'),
    architecture: nativeArchitecture,
  });
  expect(outdated.map(({ id }) => id)).not.toContain('probe');
  // Debian may have a newer one for the others, which were not aged.
  const updates = outdated.find(({ id }) => id === 'radicale')?.updates ?? [];
  expect(updates.map(({ name }) => name)).not.toContain('libssl3t64');
});

test('Debian’s order of versions is dpkg’s', () => {
  expect(isNewer('1.0', '1.0~rc1')).toBe(true);
  expect(isNewer('1:0.9', '2.0')).toBe(true);
  expect(isNewer('3.5.1-1+deb13u1', '3.5.1-1')).toBe(true);
  expect(isNewer('1.9', '1.10')).toBe(false);
  expect(isNewer('1.0', '1.0')).toBe(false);
});
