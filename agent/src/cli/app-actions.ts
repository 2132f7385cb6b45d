import type { CatalogEntry } from '@percloud/contract/catalog';
import { type CatalogSource, ownCatalog } from '@percloud/contract/catalogs';
import { type CommonOptions, connect, findApp, getPercloud } from './context.ts';
import { NotFound, Usage } from './exit-codes.ts';
import { finish, type WatchOptions } from './finish-operation.ts';
import { printJson, printTable, size } from './output.ts';
import { readSettings, type SettingOptions } from './settings-input.ts';

export async function listApps(options: CommonOptions & { bin?: boolean }): Promise<void> {
  const { client } = await connect(options);
  const percloud = await getPercloud(client, options);
  const apps = await client.call('listApps', { params: { percloud: percloud.id }, query: { bin: String(options.bin ?? false) } });
  if (options.json) return printJson(apps);
  printTable(
    ['APP', 'PROGRAM', 'VERSION', 'STATE', 'ADDRESS'],
    apps.map(({ slug, program, version, status, update, url }) => [
      slug,
      program,
      update ? `${version} (${update.version} is there)` : version,
      status,
      url,
    ]),
  );
}

export async function listCatalog(options: CommonOptions & { all?: boolean }): Promise<void> {
  const { client } = await connect(options);
  const catalog = await client.call('getCatalog');
  if (options.json) return printJson(catalog);
  printTable(
    ['ID', 'VERSION', 'WHAT IT IS', 'PROGRAM', 'DOWNLOAD'],
    catalog.apps
      .filter(({ hidden }) => options.all || !hidden)
      .map(({ id, version, title, program, sizeBytes }) => [id, version, title.en, program, size(sizeBytes)]),
  );
  if (catalog.problem) process.stderr.write(`${catalog.problem}\n`);
}

export async function installApp(
  id: string,
  options: CommonOptions & WatchOptions & SettingOptions & { slug?: string; release?: string; from?: string },
): Promise<void> {
  const context = await connect(options);
  const { client } = context;
  const percloud = await getPercloud(client, options);
  const { apps, catalogs } = await client.call('getCatalog');
  const entry = apps.find((app) => app.id === id);
  if (!entry) throw new NotFound(`No app called “${id}” is in the catalog.`, 'See “percloud app catalog”.');
  const settings = await readSettings(entry.settings, options);
  const publisher = publisherOf(entry, catalogs, options.from);
  const body = { catalogApp: id, publisher, version: options.release, slug: options.slug, settings };
  await finish(context, await client.call('installApp', { params: { percloud: percloud.id }, body }), options);
}

/** Nobody installs what Percloud has not looked at without having said whose it is. */
function publisherOf(entry: CatalogEntry, catalogs: readonly CatalogSource[], from: string | undefined): string | undefined {
  const catalog = catalogs.find(({ id }) => id === entry.catalog);
  if (!catalog || catalog.id === ownCatalog) return undefined;
  if (from !== catalog.address)
    throw new Usage(
      `Percloud has not looked at “${entry.id}”. It comes from ${catalog.publisher?.name} (${catalog.fingerprint}).`,
      `If you trust them: --from ${catalog.address}`,
    );
  return catalog.publicKey;
}

export async function showOrChangeSettings(slugOrId: string, options: CommonOptions & WatchOptions & SettingOptions): Promise<void> {
  const found = await findApp(slugOrId, options);
  const { client, params } = found;
  const { settingsForm, settings, secretsSet } = await client.call('getApp', { params });
  if (options.set.length + options.secretFile.length === 0 && options.secretStdin === undefined) {
    if (options.json) return printJson({ settings, secretsSet });
    return printTable(
      ['SETTING', 'VALUE', 'MEANING'],
      settingsForm.map(({ name, label }) => [name, secretsSet.includes(name) ? '(secret)' : String(settings[name] ?? ''), label.en]),
    );
  }
  const changed = await readSettings(settingsForm, options, secretsSet);
  await finish(found, await client.call('configureApp', { params, body: { settings: { ...settings, ...changed } } }), options);
}

export async function setAutomaticUpdates(slugOrId: string, wanted: string, options: CommonOptions): Promise<void> {
  const { client, params } = await findApp(slugOrId, options);
  const app = await client.call('setAutomaticUpdates', { params, body: { automatic: wanted === 'on' } });
  if (options.json) return printJson(app);
  process.stdout.write(app.automaticUpdates ? 'Newer releases come by themselves, at night.\n' : 'Newer releases wait for you.\n');
}

export async function openApp(slugOrId: string, options: CommonOptions): Promise<void> {
  const { app } = await findApp(slugOrId, options);
  if (options.json) printJson({ url: app.url, openUrl: app.openUrl });
  else process.stdout.write(`${app.openUrl}\n`);
}

/** The days an app can go back to, as `app rollback --snapshot` wants them. */
export async function listSnapshots(slugOrId: string, options: CommonOptions): Promise<void> {
  const { client, params } = await findApp(slugOrId, options);
  const { snapshots } = await client.call('getApp', { params });
  if (options.json) return printJson(snapshots);
  printTable(
    ['SNAPSHOT', 'VERSION', 'TAKEN BEFORE', 'AT'],
    snapshots.map(({ id, version, reason, takenAt }) => [id, version, reason, takenAt]),
  );
}
