import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { originOf } from '../host/host-config.ts';
import { askSecret } from './ask-secret.ts';
import { withData } from './common-options.ts';
import { type CommonOptions, connect } from './context.ts';
import { printJson } from './output.ts';
import { withoutNewline } from './settings-input.ts';

interface PasswordOptions extends CommonOptions {
  stdin?: boolean;
  file?: string;
}

export function personCommands(person: Command): void {
  withData(person.command('password').description('Set a new password for somebody who lost theirs. Signs them out everywhere.'))
    .argument('<name>', 'what they sign in with')
    .option('--stdin', 'read it from standard input')
    .option('--file <path>', 'read it from a file')
    .action(setPassword);
  withData(
    person
      .command('reset-code')
      .description('A code for half an hour, with which somebody who lost their password sets a new one in the panel.'),
  ).action(makeResetCode);
}

async function makeResetCode(options: CommonOptions): Promise<void> {
  const { client, host } = await connect(options);
  const made = await client.call('makeResetCode', { body: { way: 'command' } });
  if (options.json) return printJson(made);
  process.stdout.write(
    `${made.code}\n\nOpen ${originOf(host.hostname, host)}/forgotten and type it there. It works once, for half an hour.\n`,
  );
}

async function setPassword(name: string, options: PasswordOptions): Promise<void> {
  const { client } = await connect(options);
  await client.call('resetPassword', { params: { person: name }, body: { next: await readPassword(options) } });
  if (options.json) printJson({ person: name });
  else process.stdout.write(`${name} has a new password and is signed out everywhere.\n`);
}

async function readPassword({ stdin, file }: PasswordOptions): Promise<string> {
  if (file !== undefined) return withoutNewline(await readFile(file, 'utf8'));
  return stdin ? withoutNewline(await text(process.stdin)) : askSecret('New password');
}
