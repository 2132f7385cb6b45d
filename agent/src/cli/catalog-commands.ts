import type { Command } from 'commander';

const withJson = (command: Command) => command.option('--json', 'print JSON');

/** For who makes apps and publishes them. Loaded when asked for: what builds apps is part of a checkout, not of a box. */
export function catalogCommands(catalog: Command): void {
  withJson(catalog.command('lint').description('Tell what is wrong with an app, with file and line.'))
    .argument('[directories...]', 'of apps (default: the one here, else all of this checkout)')
    .action(async (directories, options) => (await import('./catalog-lint.ts')).lintApps(directories, options));
  withJson(catalog.command('verify').description('Read a whole catalog and tell what is wrong with it.'))
    .argument('[place]', 'a directory or an https address (default: the catalog built from this checkout)')
    .option('--key <key>', 'the key it should be signed with: a file, or Ed25519 in base64')
    .action(async (place, options) => (await import('./catalog-verify.ts')).verifyCatalog(place, options));
}
