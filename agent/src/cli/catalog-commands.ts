import type { Command } from 'commander';
import { verifyCatalog } from './catalog-verify.ts';

const withJson = (command: Command) => command.option('--json', 'print JSON');

/** For who makes apps and publishes them. */
export function catalogCommands(catalog: Command): void {
  withJson(catalog.command('verify').description('Read a whole catalog and tell what is wrong with it.'))
    .argument('[place]', 'a directory or an https address (default: the catalog built from this checkout)')
    .option('--key <key>', 'the key it should be signed with: a file, or Ed25519 in base64')
    .action(verifyCatalog);
}
