import type { Operation } from '@percloud/contract/operations';
import { Argument, type Command } from 'commander';
import { installApp, listApps, listCatalog, listSnapshots, openApp, setAutomaticUpdates, showOrChangeSettings } from './app-actions.ts';
import { collect, withPercloud } from './common-options.ts';
import { type CommonOptions, type FoundApp, findApp } from './context.ts';
import { NotFound } from './exit-codes.ts';
import { finish, type WatchOptions, withWatch } from './finish-operation.ts';
import { streamLogs } from './stream-logs.ts';

interface ChangeOptions extends CommonOptions, WatchOptions {
  release?: string;
  accept?: string[];
  snapshot?: string;
  confirm?: string;
}
type Change = (found: FoundApp, options: ChangeOptions) => Promise<Operation>;

const appArgument = ['<app>', 'its name in its address, or its id'] as const;
const withSettings = (command: Command) =>
  command
    .option('--set <name=value>', 'a setting; may be given several times', collect, [])
    .option('--secret-file <name=path>', 'a secret setting, read from a file', collect, [])
    .option('--secret-stdin <name>', 'a secret setting, read from standard input');

export function appCommands(app: Command): void {
  withPercloud(app.command('list').description('The apps that are installed.')).option('--bin', 'those in the bin').action(listApps);
  withPercloud(app.command('catalog').description('The apps there are to install.'))
    .option('--all', 'those for tests too')
    .action(listCatalog);
  withSettings(withWatch(withPercloud(app.command('install').description('Install an app from the catalog.'))))
    .argument('<id>', 'its id in the catalog')
    .option('--slug <slug>', 'its name in its address')
    .option('--release <version>', 'another than the newest')
    .option('--from <catalog>', 'the address of somebody else’s catalog it comes from: you trust its publisher')
    .action(installApp);
  changes(app);
  withSettings(withWatch(withPercloud(app.command('settings').description('Show an app’s settings, or change some.'))))
    .argument(...appArgument)
    .action(showOrChangeSettings);
  withPercloud(app.command('automatic-updates').description('Whether newer releases of an app come by themselves, at night.'))
    .argument(...appArgument)
    .addArgument(new Argument('<on|off>').choices(['on', 'off']))
    .action(setAutomaticUpdates);
  withPercloud(app.command('logs').description('What an app wrote to its log.'))
    .argument(...appArgument)
    .option('-f, --follow', 'go on as it writes more')
    .option('--tail <lines>', 'how many lines back', '200')
    .option('--service <name>', 'one of its services')
    .action(streamLogs);
  withPercloud(app.command('history').description('The snapshots an app can go back to, newest first.'))
    .argument(...appArgument)
    .action(listSnapshots);
  withPercloud(app.command('open').description('Print an app’s address.'))
    .argument(...appArgument)
    .action(openApp);
}

function changes(app: Command): void {
  change(app, 'upgrade', 'Bring an app to a newer release.', ({ client, params }, { release, accept }) =>
    client.call('upgradeApp', { params, body: { version: release, accept } }),
  )
    .option('--release <version>', 'another than the newest')
    .option('--accept <permission>', 'agree to a new permission; may be given several times', collect, []);
  change(app, 'rollback', 'Go back to a snapshot, its data included.', rollBack).option('--snapshot <id>', 'which (default: the newest)');
  change(app, 'remove', 'Move an app to the bin, where its data stay for 30 days.', ({ client, params }) =>
    client.call('removeApp', { params }),
  );
  change(app, 'restore', 'Take an app out of the bin.', ({ client, params }) => client.call('restoreApp', { params }));
  change(app, 'start', 'Start a stopped app.', ({ client, params }) => client.call('startApp', { params }));
  change(app, 'stop', 'Stop an app until it is started again.', ({ client, params }) => client.call('stopApp', { params }));
  change(app, 'restart', 'Stop and start an app.', ({ client, params }) => client.call('restartApp', { params }));
  change(app, 'delete', 'Delete an app in the bin with all its data, for ever.', ({ client, params }, { confirm = '' }) =>
    client.call('deleteApp', { params, body: { confirm } }),
  ).requiredOption('--confirm <slug>', 'its name, typed again');
}

/** A command that changes one app by an operation, and waits for its end. */
function change(parent: Command, name: string, description: string, start: Change): Command {
  return withWatch(withPercloud(parent.command(name).description(description)))
    .argument(...appArgument)
    .action(async (slugOrId: string, options: ChangeOptions) => {
      const found = await findApp(slugOrId, options);
      await finish(found, await start(found, options), options);
    });
}

async function rollBack({ client, params }: FoundApp, options: ChangeOptions): Promise<Operation> {
  const { snapshots } = await client.call('getApp', { params });
  const newest = snapshots.toSorted((a, b) => b.takenAt.localeCompare(a.takenAt))[0];
  const snapshot = options.snapshot ?? newest?.id;
  if (!snapshot)
    throw new NotFound('There is no snapshot of this app to go back to.', 'One is taken before every upgrade and change of settings.');
  return client.call('rollbackApp', { params, body: { snapshot } });
}
