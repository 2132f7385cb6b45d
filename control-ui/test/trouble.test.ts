import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Release } from '@percloud/contract/catalog';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../agent/src/host/run.ts';
import type { Fault } from '../../agent/src/operations/faults.ts';
import { builtCatalogWith } from './browser/catalog-of.ts';
import { household } from './browser/household.ts';
import { screens } from './browser/screens.ts';
import { probe } from './browser/texts.ts';

const pictured = '1.5.1-slow-stop';

/** Goes on for longer than pictures take, however busy the machine is: who asked for them kills it. */
function stopsLate(release: Release): Release {
  const services = Object.entries(release.manifest.services).map(([name, service]) => {
    const environment = { ...service.environment, PROBE_STOPS_AFTER_MS: '60000' };
    return [name, { ...service, environment, stop_grace_period: '90s' }];
  });
  return { ...release, manifest: { ...release.manifest, version: pictured, services: Object.fromEntries(services) } };
}

/** What a person sees while something goes wrong, and afterwards. */
describe.each(screens)('$called', ({ screen }) => {
  let directory: string;
  const faults = () => join(directory, 'faults.json');
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'percloud-faults-'));
  });
  let removeCatalog: (() => Promise<void>) | undefined;
  afterAll(async () => {
    await removeCatalog?.();
    await rm(directory, { recursive: true, force: true });
  });
  const home = household(screen, async () => {
    const { catalog, remove } = await builtCatalogWith('probe', '1.5.0-slow-stop', stopsLate);
    removeCatalog = remove;
    return { catalog, env: { PERCLOUD_FAULTS: faults() } };
  });
  const ask = (...wanted: Fault[]) => writeFile(faults(), JSON.stringify(wanted));
  const name = probe[screen.language];

  test('settings that are not right are told where they stand', async () => {
    const { visit } = home;
    await visit.goTo('/catalog/probe');
    await visit.button('catalog.install').click();
    const greeting = visit.dialog().locator('input').first();
    await greeting.fill('two words');
    await visit.confirm('catalog.install').click();
    await visit.dialog().locator('[aria-invalid="true"]').first().waitFor();
    await visit.expectUsable();
    await greeting.fill('hello');
    await visit.dialog().locator('input[type="password"]').fill('a phrase to pass with');
    await visit.confirm('catalog.install').click();
    await visit.seen('operation.app.install.done', { name });
  });

  test('an update that does not work is put back before one’s eyes', async () => {
    const { visit } = home;
    await visit.tile(name).click();
    await visit.tab('app.tab.details').click();
    await visit.field('catalog.version').selectOption('1.3.0-crash');
    await visit.button('details.change-version').click();
    await visit.confirm('update.now').click();
    const fill = { name, version: '1.3.0-crash' };
    await visit.seen('operation.app.upgrade.failed', fill);
    await visit.tab('app.tab.overview').click();
    await visit.seen('operation.app.upgrade.meaning', fill);
    await visit.expectToLookLike('app-failed');
    await visit.link('app.what-happened').click();
    await visit.seen('step-status.failed');
    await visit.expectToLookLike('operation-failed');
    await visit.place('nav.home').click();
    await visit.seen('home.did-not-work', { name });
    await visit.expectToLookLike('home-failed');
  });

  test('what is going on docks below every page', async () => {
    const { box, owner, visit } = home;
    const slow = await owner.install('probe', { version: pictured, slug: 'slow' });
    await visit.place('nav.home').click();
    const stopping = await box.root.call('stopApp', { params: owner.params(slow.id) });
    await visit.page.locator('.dock progress').waitFor();
    await visit.expectToLookLike('home-working');
    const container = await run('docker', ['ps', '--quiet', '--filter', `label=org.percloud.app=${slow.id}`]);
    await run('docker', ['kill', container.trim()]);
    await owner.ended(stopping);
    await visit.seen('app-status.stopped');
  });

  test('what could not be undone says so, and is cleaned up', async () => {
    const { box, owner, visit } = home;
    await ask(
      { kind: 'app.install', step: 'wait until healthy', when: 'before', action: 'fail' },
      { kind: 'app.install', step: 'create generation and network', when: 'undo-before', action: 'fail', always: true },
    );
    const body = { catalogApp: 'probe', slug: 'stuck' };
    const started = await box.root.call('installApp', { params: { percloud: owner.percloud }, body });
    expect((await owner.ended(started)).status).toBe('undo-failed');
    await visit.place('nav.home').click();
    await visit.seen('home.needs-clean-up');
    await visit.expectUsable();
    await visit.place('nav.activity').click();
    await visit.seen('operation.undo-failed-meaning');
    await visit.expectUsable();
    await ask();
    await visit.button('operation.clean-up').first().click();
    await visit.button('operation.clean-up').first().waitFor({ state: 'detached' });
  });

  test('nothing was refused by the security policy, nothing was thrown', () => {
    expect(home.visit.complaints).toEqual([]);
  });
});
