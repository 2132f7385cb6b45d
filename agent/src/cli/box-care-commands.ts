import { createInterface } from 'node:readline/promises';
import type { Operation } from '@percloud/contract/operations';
import type { Command } from 'commander';
import { withData } from './common-options.ts';
import { type CommonOptions, type Context, connect } from './context.ts';
import { Usage } from './exit-codes.ts';
import { finish, type WatchOptions, withWatch } from './finish-operation.ts';
import { printJson } from './output.ts';

interface ResetOptions extends CommonOptions {
  confirm?: string;
}

/** What goes away with the box cannot be followed to its end: `restart`, `off` and `reset` only begin it. */
export function boxCareCommands(box: Command): void {
  withData(box.command('restart').description('Restart the box. Apps stop and come back.')).action(
    begin(({ client }) => client.call('restartBox'), 'The box restarts.'),
  );
  withWatch(withData(box.command('check-disk').description('Read everything on the disk and see whether it is as it was written.'))).action(
    checkDisk,
  );
  withData(box.command('off').description('Switch the box off.')).action(
    begin(({ client }) => client.call('switchOffBox'), 'The box switches itself off.'),
  );
  withData(box.command('reset').description('Delete all people, perclouds, apps and data on the box, for good, and begin anew.'))
    .option('--confirm <name>', 'the name of the box; asked for unless given')
    .action(reset);
}

const begin = (start: (context: Context) => Promise<Operation>, words: string) => async (_: unknown, command: Command) => {
  // `box` itself takes the same options, and would keep them.
  const options = command.optsWithGlobals<CommonOptions>();
  const operation = await start(await connect(options));
  if (options.json) printJson(operation);
  else process.stdout.write(`${words}\n`);
};

async function checkDisk(_: unknown, command: Command): Promise<void> {
  const options = command.optsWithGlobals<CommonOptions & WatchOptions>();
  const context = await connect(options);
  await finish(context, await context.client.call('scrubDisk'), options);
}

async function reset(_: unknown, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ResetOptions>();
  const context = await connect(options);
  const { hostname } = await context.client.call('getBox');
  const name = options.confirm ?? (await askName(hostname));
  const operation = await context.client.call('resetBox', { body: { name } });
  if (options.json) printJson(operation);
  else process.stdout.write('The box restarts, and will be as new.\n');
}

async function askName(hostname: string): Promise<string> {
  if (!process.stdin.isTTY) throw new Usage('The name of the box is needed, and there is no terminal to ask on.', 'Give it by --confirm.');
  process.stderr.write(
    [
      'All people, perclouds, apps and their data on this box are deleted, and its certificates and SSH key.',
      'Its system and the catalog with its apps stay. Nothing can bring back what is deleted.',
      '',
    ].join('\n'),
  );
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(`Type the name of the box (${hostname}) to go on: `);
  } finally {
    terminal.close();
  }
}
