// The command line: brings an installation up and down, and is the agent's own client over root's socket.
import { Command, CommanderError } from 'commander';
import { readVersion } from '../host/root-dir.ts';
import { appCommands } from './app-commands.ts';
import { backupCommands, recoverCommand } from './backup-commands.ts';
import { boxCommand } from './box-command.ts';
import { catalogCommands } from './catalog-commands.ts';
import { catalogsCommands } from './catalogs-commands.ts';
import { describe, exitCodeOf, NotSucceeded } from './exit-codes.ts';
import { findingCommands } from './finding-commands.ts';
import { flashCommand } from './flash-command.ts';
import { imageCommands } from './image-commands.ts';
import { installationCommands } from './installation-commands.ts';
import { operationCommands } from './operation-commands.ts';
import { personCommands } from './person-commands.ts';
import { plainWords } from './plain-text.ts';
import { unitCommands } from './unit-commands.ts';

const program = new Command('percloud')
  .description('A home for personal clouds.')
  .version(readVersion())
  .exitOverride()
  .showHelpAfterError();

installationCommands(program);
catalogCommands(program.command('catalog').description('Make apps, try them, and look after a catalog of them.'));
appCommands(program.command('app').description('Install, upgrade and look after apps.'));
catalogsCommands(program.command('catalogs').description('Where this box’s apps come from.'));
backupCommands(program.command('backup').description('Keep a copy of everything elsewhere, and bring it back.'));
recoverCommand(program);
boxCommand(program);
unitCommands(program);
imageCommands(program.command('image').description('Make images of the box’s operating system.'));
flashCommand(program);
operationCommands(program.command('operation').description('What is going on, and what was.'));
findingCommands(program);
personCommands(program.command('person').description('The people who sign in.'));

// `percloud app list | head` ends us early; that is no mistake.
process.stdout.on('error', () => process.exit(0));
try {
  await program.parseAsync();
} catch (error) {
  const json = process.argv.includes('--json');
  if (!(error instanceof CommanderError) && !(error instanceof NotSucceeded))
    process.stderr.write(json ? `${JSON.stringify({ error: describe(error) })}\n` : `${describe(error).map(plainWords).join('\n')}\n`);
  process.exitCode = exitCodeOf(error);
}
