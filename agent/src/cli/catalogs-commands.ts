import { readFile } from 'node:fs/promises';
import type { CatalogSource } from '@percloud/contract/catalogs';
import type { Command } from 'commander';
import { withData } from './common-options.ts';
import { type CommonOptions, connect } from './context.ts';
import { NotFound } from './exit-codes.ts';
import { printJson, printTable } from './output.ts';
import { plainWords } from './plain-text.ts';

export function catalogsCommands(catalogs: Command): void {
  withData(catalogs.command('list').description('The catalogs this box reads, and who vouches for them.')).action(list);
  withData(catalogs.command('add').description('Add somebody else’s catalog. It is read and checked before it is kept.'))
    .argument('<address>', '`https://…`, or `file:///dir` of this machine')
    .requiredOption('--key <key>', 'its publisher’s public key: base64, or a file it stands in')
    .action(add);
  withData(catalogs.command('remove').description('Remove a catalog. Apps installed from it stay, and get no more updates.'))
    .argument('<catalog>', 'its address or id')
    .action(remove);
}

async function list(options: CommonOptions): Promise<void> {
  const { client } = await connect(options);
  const catalogs = await client.call('listCatalogs');
  if (options.json) return printJson(catalogs);
  printTable(
    ['NAME', 'BY', 'FINGERPRINT', 'APPS', 'ADDRESS'],
    catalogs.map(({ name, publisher, fingerprint, apps, address }) => [name, publisher?.name ?? '', fingerprint, String(apps), address]),
  );
  for (const catalog of catalogs) tellWhatIsWrong(catalog, catalogs);
}

async function add(address: string, options: CommonOptions & { key: string }): Promise<void> {
  const { client } = await connect(options);
  const publicKey = (options.key.endsWith('=') ? options.key : await readFile(options.key, 'utf8')).trim();
  const added = await client.call('addCatalog', { body: { address, publicKey } });
  if (options.json) return printJson(added);
  say(`${added.name} is added: ${added.apps} apps, for which ${added.publisher?.name} vouches (${added.fingerprint}).`);
  tellWhatIsWrong(added, await client.call('listCatalogs'));
}

async function remove(addressOrId: string, options: CommonOptions): Promise<void> {
  const { client } = await connect(options);
  const found = (await client.call('listCatalogs')).find(({ id, address }) => addressOrId === id || addressOrId === address);
  if (!found) throw new NotFound(`This box has no catalog “${addressOrId}”.`, 'See “percloud catalogs list”.');
  await client.call('removeCatalog', { params: { catalog: found.id } });
  if (options.json) return printJson(found);
  say(`${found.name || found.address} is removed. Apps installed from it stay, and get no more updates.`);
}

const say = (text: string) => process.stdout.write(`${plainWords(text)}\n`);

function tellWhatIsWrong({ name, address, problem, refusedApps }: CatalogSource, catalogs: readonly CatalogSource[]) {
  const warn = (text: string) => process.stderr.write(`${plainWords(name || address)}: ${plainWords(text)}\n`);
  if (problem) warn(`${problem.title} ${problem.remedy}`);
  for (const { id, catalog } of refusedApps)
    warn(`its app ${id} is left out: ${catalogs.find((other) => other.id === catalog)?.name ?? 'another catalog'} has one of that name.`);
}
