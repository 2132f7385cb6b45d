import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { api } from '@percloud/contract/api';
import type { Place } from '@percloud/contract/backup-places';
import type { Backup, Target } from '@percloud/contract/backups';
import { paths } from '../host/host-config.ts';
import { askWords, confirmWords, secretFrom } from './ask-words.ts';
import { type ApiClient, Refused, renderRequest } from './client.ts';
import { type CommonOptions, connect, getPercloud } from './context.ts';
import { NotFound, Usage } from './exit-codes.ts';
import { finish, type WatchOptions } from './finish-operation.ts';
import { openStream } from './open-stream.ts';
import { printJson, printTable, size } from './output.ts';
import { type PlaceOptions, parsePlace } from './parse-place.ts';

export interface AddOptions extends CommonOptions, PlaceOptions {
  secretFile?: string;
  wordsFile?: string;
}

async function here(options: CommonOptions) {
  const context = await connect(options);
  const { id: percloud } = await getPercloud(context.client, options);
  const targets = await context.client.call('listBackupTargets', { params: { percloud } });
  return { ...context, percloud, targets };
}

export async function listBackups(options: CommonOptions): Promise<void> {
  const { client, percloud, targets } = await here(options);
  const places = await Promise.all(
    targets.map(async (target) => ({ ...target, kept: await client.call('listBackups', { params: { percloud, target: target.id } }) })),
  );
  if (options.json) return printJson(places);
  if (places.length === 0) return void process.stdout.write('No backups are kept yet. See “percloud backup add --help”.\n');
  for (const { id, place, state, nextAt, waitsFor, lastProblem, kept } of places) {
    const next =
      state === 'needs-words'
        ? 'its recovery words are not written down yet'
        : `next ${nextAt ?? 'only when asked for'}${waitsFor ? `, put off: ${waitsFor}` : ''}`;
    process.stdout.write(`${place} (${id}): ${next}\n`);
    if (lastProblem) process.stdout.write(`  ${lastProblem.at}: ${lastProblem.problem.title} ${lastProblem.problem.remedy}\n`);
    printTable(['BACKUP', 'TAKEN', 'SIZE', 'APPS', 'PROVEN'], kept.map(backupCells));
  }
}

const backupCells = ({ id, takenAt, sizeBytes, apps, proof }: Backup) => [
  id.slice(0, 8),
  takenAt,
  sizeBytes === null ? '' : size(sizeBytes),
  apps.map(({ slug }) => slug).join(', '),
  proof === null ? 'not yet' : proof.problem ? `no: ${proof.problem.title}` : proof.at,
];

export async function listDisks(options: CommonOptions): Promise<void> {
  const { client, percloud } = await here(options);
  const disks = await client.call('listBackupDisks', { params: { percloud } });
  if (options.json) return printJson(disks);
  printTable(
    ['NAME', 'MARK', 'SIZE', 'FORMAT'],
    disks.map(({ name, fileSystem, sizeBytes, format }) => [name, fileSystem, size(sizeBytes), format]),
  );
}

export async function addPlace(text: string, options: AddOptions): Promise<void> {
  const { client, percloud } = await here(options);
  const params = { percloud };
  const place = await parsePlace(text, options, {
    secret: (label) => secretFrom(label, options.secretFile),
    disks: () => client.call('listBackupDisks', { params }),
  });
  if (place.kind === 'sftp') {
    const { publicKey } = await client.call('getBackupKey', { params });
    process.stderr.write(`The server has to let this key in (~/.ssh/authorized_keys):\n${publicKey}\n`);
  }
  const words = options.wordsFile === undefined ? undefined : await askWords(options.wordsFile);
  const target = { ...params, target: await addOrAdopt(client, params, place, words) };
  showReady(await agreeOnWords(client, target, words), options);
}

/** Backups that lie there already are taken on by their words. */
async function addOrAdopt(client: ApiClient, params: { percloud: string }, place: Place, words: string | undefined): Promise<string> {
  try {
    return (await client.call('addBackupTarget', { params, body: { place } })).id;
  } catch (error) {
    if (words === undefined || !(error instanceof Refused && error.problem.code === 'backup-target-used')) throw error;
    return (await client.call('addBackupTarget', { params, body: { place, words } })).id;
  }
}

async function agreeOnWords(client: ApiClient, params: { percloud: string; target: string }, words: string | undefined): Promise<Target> {
  const found = (await client.call('listBackupTargets', { params })).find(({ id }) => id === params.target);
  if (found?.state === 'ready') return found;
  if (words) return client.call('useRecoveryWords', { params, body: { words } });
  return confirmWords(await client.call('makeRecoveryWords', { params }), (said) =>
    client.call('confirmRecoveryWords', { params, body: { words: said } }),
  );
}

function showReady(ready: Target, { json }: CommonOptions) {
  if (json) printJson(ready);
  else process.stdout.write(`Backups are kept on ${ready.place}, the next one ${ready.nextAt ?? 'when you ask for it'}.\n`);
}

/** For a place whose words were shown and not written down, or whose paper is lost. */
export async function makeWords(name: string | undefined, options: CommonOptions & { wordsFile?: string }): Promise<void> {
  const { client, percloud, targets } = await here(options);
  const target = findTarget(targets, name);
  if (target.state === 'ready')
    process.stderr.write(`Once these are said back, the recovery words of before open ${target.place} no longer.\n`);
  const words = options.wordsFile === undefined ? undefined : await askWords(options.wordsFile);
  showReady(await agreeOnWords(client, { percloud, target: target.id }, words), options);
}

export async function proveBackup(name: string, options: CommonOptions & WatchOptions): Promise<void> {
  const { percloud, targets, ...context } = await here(options);
  const { id: backup, target } = await findBackup(name, context.client, percloud, targets);
  await finish(context, await context.client.call('drillBackup', { params: { percloud, target, backup } }), options);
  const proof = (await context.client.call('listBackups', { params: { percloud, target } })).find(({ id }) => id === backup)?.proof;
  if (proof?.problem) throw new Refused(proof.problem);
}

export async function makeBackup(name: string | undefined, options: CommonOptions & WatchOptions): Promise<void> {
  const { percloud, targets, ...context } = await here(options);
  const target = findTarget(targets, name);
  await finish(context, await context.client.call('makeBackup', { params: { percloud, target: target.id } }), options);
}

export async function mendBackups(name: string | undefined, options: CommonOptions & WatchOptions): Promise<void> {
  const { percloud, targets, ...context } = await here(options);
  const target = findTarget(targets, name);
  await finish(context, await context.client.call('mendBackups', { params: { percloud, target: target.id } }), options);
}

export async function listFiles(backup: string, app: string, path: string, options: CommonOptions): Promise<void> {
  const { client, params } = await findBackedUp(backup, app, options);
  const entries = await client.call('listBackupFiles', { params, query: { path } });
  if (options.json) return printJson(entries);
  printTable(
    ['NAME', 'BYTES', 'CHANGED'],
    entries.map(({ name, kind, sizeBytes, changedAt }) => [kind === 'folder' ? `${name}/` : name, String(sizeBytes ?? ''), changedAt]),
  );
}

export async function downloadFile(backup: string, app: string, path: string, options: CommonOptions & { out: string }): Promise<void> {
  const { host, params } = await findBackedUp(backup, app, options);
  const content = await openStream(paths(host).agentSocket, renderRequest(api.readBackupFile, { params, query: { path } }).path);
  await pipeline(content, createWriteStream(options.out, { mode: 0o600 }));
}

export async function restoreApp(backup: string, app: string, options: CommonOptions & WatchOptions & { beside?: boolean }): Promise<void> {
  const { params, ...context } = await findBackedUp(backup, app, options);
  const body = { app: params.app, as: options.beside ? ('beside' as const) : ('now' as const) };
  await finish(context, await context.client.call('restoreAppFromBackup', { params, body }), options);
}

export async function putBack(backup: string, app: string, path: string, options: CommonOptions & WatchOptions): Promise<void> {
  const { params, ...context } = await findBackedUp(backup, app, options);
  await finish(context, await context.client.call('putBackFile', { params, body: { path } }), options);
}

function findTarget(targets: readonly Target[], name: string | undefined): Target {
  const named = name === undefined ? targets : targets.filter(({ id, place }) => id === name || place === name);
  const [only, ...others] = named;
  const there = targets.map(({ id, place }) => `${place} (${id})`).join(', ');
  if (!only) throw new NotFound('No such place for backups.', there ? `Choose one of: ${there}` : 'See “percloud backup add --help”.');
  if (others.length > 0) throw new Usage('There are several places for backups.', `Say which: ${there}`);
  return only;
}

async function findBackup(name: string, client: ApiClient, percloud: string, targets: readonly Target[]): Promise<Backup> {
  const all = await Promise.all(targets.map((target) => client.call('listBackups', { params: { percloud, target: target.id } })));
  const newestFirst = all.flat().sort((a, b) => b.takenAt.localeCompare(a.takenAt));
  const backup = name === 'latest' ? newestFirst[0] : newestFirst.find(({ id }) => name.length >= 4 && id.startsWith(name));
  if (!backup) throw new NotFound(`There is no backup “${name}”.`, 'See “percloud backup list”.');
  return backup;
}

async function findBackedUp(name: string, app: string, options: CommonOptions) {
  const { percloud, targets, ...context } = await here(options);
  const backup = await findBackup(name, context.client, percloud, targets);
  const found = backup.apps.find(({ id, slug }) => id === app || slug === app);
  const slugs = backup.apps.map(({ slug }) => slug).join(', ');
  if (!found) throw new NotFound(`No app “${app}” is in that backup.`, slugs ? `Choose one of: ${slugs}` : 'Look at another one.');
  return { ...context, params: { percloud, target: backup.target, backup: backup.id, app: found.id } };
}
