import { resolve } from 'node:path';
import type { App } from '@percloud/contract/apps';
import type { Percloud } from '@percloud/contract/people';
import { type HostConfig, paths } from '../host/host-config.ts';
import { findInstallation } from '../host/status.ts';
import { type ApiClient, socketClient, Unreachable } from './client.ts';
import { NotFound, Usage } from './exit-codes.ts';

/** Options every command takes. */
export interface CommonOptions {
  data?: string;
  json?: boolean;
  percloud?: string;
}

export const dataDirOf = ({ data }: CommonOptions) => resolve(data ?? process.env.PERCLOUD_DATA ?? '/var/lib/percloud');

export async function getInstallation(options: CommonOptions): Promise<HostConfig> {
  const dataDir = dataDirOf(options);
  const host = await findInstallation(dataDir);
  if (!host) throw new Unreachable(`No Percloud is up with its data in ${dataDir}.`);
  return host;
}

export interface FoundApp extends Context {
  app: App;
  params: { percloud: string; app: string };
}

export interface Context {
  host: HostConfig;
  client: ApiClient;
}

export async function connect(options: CommonOptions): Promise<Context> {
  const host = await getInstallation(options);
  return { host, client: socketClient(paths(host).agentSocket) };
}

/** The percloud named by `--percloud`; without it the only one there is. */
export async function getPercloud(client: ApiClient, options: CommonOptions): Promise<Percloud> {
  const perclouds = await client.call('listPerclouds');
  const names = perclouds.map(({ slug }) => slug).join(', ');
  if (options.percloud !== undefined) {
    const named = perclouds.find(({ slug, id }) => slug === options.percloud || id === options.percloud);
    if (!named)
      throw new NotFound(`There is no percloud “${options.percloud}”.`, names ? `Choose one of: ${names}` : 'Claim the box first.');
    return named;
  }
  const [only, ...others] = perclouds;
  if (!only) throw new Usage('There is no percloud yet.', 'Open the panel and claim the box first.');
  if (others.length > 0) throw new Usage('There are several perclouds here.', `Say which: --percloud SLUG, one of: ${names}`);
  return only;
}

/** By slug or id; in the bin as well, where that makes sense. */
async function getApp(client: ApiClient, percloud: Percloud, slugOrId: string): Promise<App> {
  const query = (bin: boolean) => client.call('listApps', { params: { percloud: percloud.id }, query: { bin: String(bin) } });
  const apps = [...(await query(false)), ...(await query(true))];
  const app = apps.find(({ slug, id }) => slug === slugOrId || id === slugOrId);
  const slugs = apps.map(({ slug }) => slug).join(', ');
  if (!app) throw new NotFound(`No app “${slugOrId}” is installed.`, slugs ? `Choose one of: ${slugs}` : 'See “percloud app catalog”.');
  return app;
}

/** What most commands about one app begin with. */
export async function findApp(slugOrId: string, options: CommonOptions): Promise<FoundApp> {
  const context = await connect(options);
  const percloud = await getPercloud(context.client, options);
  const app = await getApp(context.client, percloud, slugOrId);
  return { ...context, app, params: { percloud: percloud.id, app: app.id } };
}
