import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Release } from '@percloud/contract/catalog';
import { packagesOf, sbomSchema } from '@percloud/contract/sbom';
import { type ReleaseSource, readApps } from './app-tree.ts';
import { findMirrors } from './apt-sources.ts';
import { baseDirectory, baseFor, catalogDirectory } from './build-catalog.ts';
import { type Architecture, nativeArchitecture } from './builder.ts';
import { findUpdates, type Installed, type Update } from './debian-updates.ts';
import { blobPath } from './oci-layout.ts';
import { nextVersion, raiseVersion } from './raise-version.ts';
import { refreshNotes } from './refresh-notes.ts';
import { findCatalog } from './write-catalog.ts';

/** An app in whose images are packages that Debian has newer. */
export interface OutdatedApp {
  id: string;
  version: string;
  next: string;
  updates: Update[];
}

interface Options {
  /** With `apps/`. */
  directory: string;
  /** The catalog built from them. */
  out: string;
  architecture: Architecture;
  mirror?: string;
}

/** Nothing is built to find out: the SBOMs of the last build are held against Debian's package lists of today. */
export async function findOutdated({ directory, out, architecture, mirror }: Options): Promise<OutdatedApp[]> {
  const sources = readApps(join(directory, 'apps'));
  const catalog = findCatalog(out);
  const apps = sources.filter(isOffered).map(({ manifest: { id, version } }) => {
    const release = catalog?.apps[id]?.releases.find(({ manifest }) => manifest.version === version);
    if (!release) throw new Error(`${id} ${version} is not in ${out}. Build the catalog first: npm run catalog:build`);
    return { id, version, packages: packagesIn(release, out) };
  });
  const mirrors = mirror ? { main: mirror } : findMirrors();
  const { suite } = baseFor(architecture);
  const all = distinct(apps.flatMap(({ packages }) => packages));
  const found = new Map(
    (await findUpdates(all, { suite, mirrors, architecture })).map((update) => [`${update.name} ${update.from}`, update]),
  );
  return apps.flatMap(({ id, version, packages }) => {
    const updates = packages.flatMap((each) => found.get(keyOf(each)) ?? []);
    const taken = sources.filter(({ manifest }) => manifest.id === id).map(({ manifest }) => manifest.version);
    return updates.length > 0 ? [{ id, version, next: nextVersion(version, taken), updates }] : [];
  });
}

/** Raises the versions of these apps, and has the next build take all packages anew. */
export function writeRefreshed(outdated: readonly OutdatedApp[], directory: string, base: string, now: Date): void {
  for (const { id, next, updates } of outdated) {
    const file = join(directory, 'apps', id, 'app.yaml');
    writeFileSync(file, raiseVersion(readFileSync(file, 'utf8'), next, refreshNotes(updates)));
  }
  const file = join(base, 'base.yaml');
  const refreshed = `refreshed: ${now.toISOString().replace(/\.\d+/, '')}`;
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^refreshed: .*$/m, refreshed));
}

/** What stands in the app's own app.yaml. Older releases and betas are followed by newer ones; apps made for tests are offered to nobody. */
const isOffered = ({ isNewest, manifest }: ReleaseSource) => isNewest && manifest.category !== 'test';

const packagesIn = ({ images }: Release, out: string): Installed[] =>
  distinct(
    Object.values(images).flatMap(({ sbom }) => packagesOf(sbomSchema.parse(JSON.parse(readFileSync(blobPath(out, sbom), 'utf8'))))),
  );

const keyOf = ({ name, version }: Installed) => `${name} ${version}`;
const distinct = (packages: readonly Installed[]) => [...new Map(packages.map((each) => [keyOf(each), each])).values()];

function show(outdated: readonly OutdatedApp[], written: boolean) {
  if (outdated.length === 0) return console.log('Debian has nothing newer than what is in the apps.');
  for (const { id, version, next, updates } of outdated) {
    console.log(`${id} ${version} → ${next}`);
    for (const { name, from, to } of updates) console.log(`  ${name} ${from} → ${to}`);
  }
  console.log(
    written
      ? 'Versions are raised. Look at the release notes, then: npm run catalog:build -- --release'
      : 'Nothing is changed yet. To raise the versions: npm run catalog:refresh -- --write',
  );
}

if (import.meta.main) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const { values, positionals } = parseArgs({
      options: { arch: text, mirror: text, out: text, write: flag, 'dry-run': flag, json: flag },
      allowPositionals: true,
    });
    const directory = resolve(positionals[0] ?? catalogDirectory);
    const out = values.out ?? join(directory, 'dist/catalog');
    const architecture = values.arch === 'arm64' || values.arch === 'amd64' ? values.arch : nativeArchitecture;
    const outdated = await findOutdated({ directory, out, architecture, mirror: values.mirror });
    const written = Boolean(values.write && !values['dry-run'] && outdated.length > 0);
    if (written) writeRefreshed(outdated, directory, baseDirectory, new Date());
    if (values.json) console.log(JSON.stringify(outdated, null, 2));
    else show(outdated, written);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
