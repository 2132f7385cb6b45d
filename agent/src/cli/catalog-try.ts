import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { permissionsOf } from '@percloud/contract/permissions';
import { catalogDirectory } from '../../../app-catalog/src/build-catalog.ts';
import { lintApp, renderFinding } from '../../../app-catalog/src/lint/lint-app.ts';
import { buildTry, type TriedApp } from '../../../app-catalog/src/try-app.ts';
import type { ApiClient } from './client.ts';
import { type CommonOptions, connect, getPercloud } from './context.ts';
import { NotSucceeded } from './exit-codes.ts';
import { finish, type WatchOptions } from './finish-operation.ts';
import { readSettings, type SettingOptions } from './settings-input.ts';

/** Builds an app from its working copy and installs it; again after an edit, it is upgraded. */
export async function tryApp(directory: string, options: CommonOptions & WatchOptions & SettingOptions & { slug?: string }): Promise<void> {
  const findings = lintApp(directory, join(catalogDirectory, 'apps'), basename(resolve(directory)));
  for (const finding of findings) process.stderr.write(`${renderFinding(finding)}\n`);
  if (findings.some(({ severity }) => severity === 'error')) throw new NotSucceeded();
  const context = await connect(options);
  const { client } = context;
  const { id: percloud } = await getPercloud(client, options);
  const tried = await buildTry(directory);
  await ensureCatalog(client, tried);
  const { manifest } = tried.release;
  const installed = (await client.call('listApps', { params: { percloud }, query: {} })).find(
    ({ catalogApp }) => catalogApp === manifest.id,
  );
  if (!installed) {
    const body = {
      catalogApp: manifest.id,
      publisher: tried.publicKey,
      version: manifest.version,
      slug: options.slug,
      settings: await readSettings(manifest.settings, options),
    };
    await finish(context, await client.call('installApp', { params: { percloud }, body }), options);
  } else if (installed.version !== manifest.version) {
    // Its author asks for it, here and now: that is the agreement an update from elsewhere waits for.
    const body = { version: manifest.version, accept: permissionsOf(manifest) };
    await finish(context, await client.call('upgradeApp', { params: { percloud, app: installed.id }, body }), options);
  } else if (!options.json) process.stdout.write('Nothing has changed since it was tried the last time.\n');
  const app = (await client.call('listApps', { params: { percloud }, query: {} })).find(({ catalogApp }) => catalogApp === manifest.id);
  if (app && !options.json) process.stdout.write(`${app.program} ${app.version} is ${app.status} at ${app.openUrl}\n`);
}

async function ensureCatalog(client: ApiClient, { directory, publicKey }: TriedApp) {
  const address = pathToFileURL(directory).href;
  const catalogs = await client.call('listCatalogs');
  if (catalogs.some((catalog) => catalog.publicKey === publicKey)) await client.call('refreshCatalog');
  else await client.call('addCatalog', { body: { address, publicKey } });
}
