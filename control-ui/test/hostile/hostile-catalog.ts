import { type CatalogFile, catalogFileSchema, type Release } from '@percloud/contract/catalog';
import type { Setting } from '@percloud/contract/settings-form';
import { asApp, releaseOf } from '../browser/catalog-of.ts';
import { script, spoil } from './spoil.ts';

/** What makes the app run, and is shown to nobody; addresses by number and the like refuse text by themselves. */
const runs = /\.(services|setup|secrets|volumes|images|web\.service)$/;
const icon = `<svg xmlns="http://www.w3.org/2000/svg" onload="parent.pwned=1;window.pwned=1" viewBox="0 0 8 8">
<script>parent.pwned=1;window.pwned=1;fetch('/canary')</script><image href="/canary" width="8" height="8"/>
<foreignObject width="8" height="8"><img xmlns="http://www.w3.org/1999/xhtml" src="/canary" onerror="pwned=1"/></foreignObject></svg>`;

interface HostileCatalog {
  /** What it says of itself. */
  words: Pick<CatalogFile, 'name' | 'publisher'>;
  releases: Release[];
  /** Where in it a script stands. */
  paths: string[];
}

/** A catalog that means ill: scripts in every text, in the icon, in what its app writes to its log. Its second release crashes. */
export async function hostileCatalog(): Promise<HostileCatalog> {
  const probe = asApp(await releaseOf('probe'), 'hostile');
  const manifest = { ...probe.manifest, settings: probe.manifest.settings.map(ofAnyLength) };
  const plain: CatalogFile = {
    format: 1,
    name: 'Tests',
    publisher: { name: 'Tests' },
    architecture: 'amd64',
    number: 1,
    publishedAt: '2026-11-01T00:00:00Z',
    apps: { hostile: { releases: [{ ...probe, manifest, icon }] } },
  };
  const { spoilt, paths } = spoil(catalogFileSchema, plain, (path) => runs.test(path) || path.endsWith('.icon'));
  const [release] = spoilt.apps.hostile?.releases ?? [];
  if (!release) throw new Error('the hostile app is gone');
  const good = withEnvironment(release, { PROBE_VERSION: script });
  const bad = withEnvironment(release, { PROBE_VERSION: script, PROBE_HEALTHY: 'never', PROBE_CRASHES_AFTER_MS: '300' });
  bad.manifest.version = '9.9.9';
  const { name, publisher } = spoilt;
  return { words: { name, publisher }, releases: [good, bad], paths };
}

const ofAnyLength = (setting: Setting): Setting => (setting.type === 'text' ? { ...setting, max_length: undefined } : setting);

function withEnvironment(release: Release, environment: Record<string, string>): Release {
  const copy = structuredClone(release);
  for (const service of Object.values(copy.manifest.services)) Object.assign(service.environment, environment);
  return copy;
}
