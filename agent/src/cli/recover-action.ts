import type { FoundPercloud } from '@percloud/contract/recovery';
import { askWords, secretFrom, typeWords } from './ask-words.ts';
import type { AddOptions } from './backup-actions.ts';
import { connect } from './context.ts';
import { NotFound, Usage } from './exit-codes.ts';
import { finish, type WatchOptions } from './finish-operation.ts';
import { parsePlace } from './parse-place.ts';

/** A whole percloud comes to this box. Each app is an operation of its own. */
export async function recover(text: string, options: AddOptions & WatchOptions & { backup?: string }): Promise<void> {
  const context = await connect(options);
  const { client } = context;
  const place = await parsePlace(text, options, {
    secret: (label) => secretFrom(label, options.secretFile),
    disks: () => client.call('listRecoveryDisks', { body: {} }),
  });
  if (place.kind === 'sftp') {
    const { publicKey } = await client.call('getRecoveryKey');
    process.stderr.write(`The server has to let this key in (~/.ssh/authorized_keys):\n${publicKey}\n`);
  }
  const words = options.wordsFile === undefined ? await typeWords() : await askWords(options.wordsFile);
  const { recovery, perclouds } = await client.call('openRecovery', { body: { place, words } });
  const found = choose(perclouds, options.percloud);
  const backup = options.backup === undefined ? found.backups[0] : found.backups.find(({ id }) => id.startsWith(options.backup ?? ''));
  if (!backup) throw new NotFound(`There is no backup “${options.backup}” of ${found.name}.`, 'Leave it out for the newest.');
  const { operations } = await client.call('startRecovery', {
    params: { recovery },
    body: { percloud: found.percloud, backup: backup.id },
  });
  if (!options.json) process.stdout.write(`${found.name} is on this box, as it was on ${backup.takenAt}. Its apps follow.\n`);
  for (const operation of operations) await finish(context, operation, options);
}

function choose(perclouds: readonly FoundPercloud[], wanted: string | undefined): FoundPercloud {
  const named = wanted === undefined ? perclouds : perclouds.filter(({ percloud, slug }) => percloud === wanted || slug === wanted);
  const [only, ...others] = named;
  const there = perclouds.map(({ slug, name }) => `${slug} (${name})`).join(', ');
  if (!only) throw new NotFound(`There is no percloud “${wanted}” in that place.`, `Choose one of: ${there}`);
  if (others.length > 0) throw new Usage('These words open several perclouds.', `Say which: --percloud, one of: ${there}`);
  return only;
}
