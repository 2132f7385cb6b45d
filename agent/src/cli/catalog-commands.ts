import type { Command } from 'commander';
import { collect, withPercloud } from './common-options.ts';
import { withWatch } from './finish-operation.ts';

const withJson = (command: Command) => command.option('--json', 'print JSON');

/** For who makes apps and publishes them. Loaded when asked for: what builds apps is part of a checkout, not of a box. */
export function catalogCommands(catalog: Command): void {
  withJson(catalog.command('new').description('Make a directory with a small app that works, to begin with.'))
    .argument('<id>', 'what the app is called in catalogs: small letters, digits and dashes')
    .option('--in <dir>', 'where its directory is made', '.')
    .action(async (id, options) => (await import('./catalog-new.ts')).createApp(id, options));
  withJson(catalog.command('lint').description('Tell what is wrong with an app, with file and line.'))
    .argument('[directories...]', 'of apps (default: the one here, else all of this checkout)')
    .action(async (directories, options) => (await import('./catalog-lint.ts')).lintApps(directories, options));
  withWatch(withPercloud(catalog.command('try').description('Install an app from its working copy; after an edit, upgrade it.')))
    .argument('[directory]', 'of the app', '.')
    .option('--slug <slug>', 'its name in its address')
    .option('--set <name=value>', 'a setting; may be given several times', collect, [])
    .option('--secret-file <name=path>', 'a secret setting, read from a file', collect, [])
    .action(async (directory, options) => (await import('./catalog-try.ts')).tryApp(directory, options));
  catalog
    .command('test')
    .description('Run an app’s own tests, in a Percloud made for them.')
    .argument('[directory]', 'of the app', '.')
    .action(async (directory) => (await import('./catalog-new.ts')).testApp(directory));
  withJson(catalog.command('verify').description('Read a whole catalog and tell what is wrong with it.'))
    .argument('[place]', 'a directory or an https address (default: the catalog built from this checkout)')
    .option('--key <key>', 'the key it should be signed with: a file, or Ed25519 in base64')
    .action(async (place, options) => (await import('./catalog-verify.ts')).verifyCatalog(place, options));
}
