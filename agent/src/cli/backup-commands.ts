import type { Command } from 'commander';
import {
  addPlace,
  downloadFile,
  listBackups,
  listDisks,
  listFiles,
  makeBackup,
  makeWords,
  mendBackups,
  proveBackup,
  putBack,
  restoreApp,
} from './backup-actions.ts';
import { withData, withPercloud } from './common-options.ts';
import { withWatch } from './finish-operation.ts';
import { placeForms } from './parse-place.ts';
import { recover } from './recover-action.ts';

const withPlace = (command: Command) =>
  command
    .argument('<place>', placeForms)
    .option('--port <number>', 'of a server with SSH, where it is not 22')
    .option('--user <name>', 'of another box or a REST server; its password is asked for')
    .option('--access-key <key>', 'of S3 storage; its secret key is asked for')
    .option('--secret-file <path>', 'the password or secret key, read from a file')
    .option('--words-file <path>', 'the 24 recovery words, read from a file');
const backupArgument = ['<backup>', 'the beginning of its id, or “latest”'] as const;

export function backupCommands(backup: Command): void {
  withPercloud(backup.command('list').description('Where backups are kept, and those that are there.')).action(listBackups);
  withPercloud(backup.command('disks').description('Disks that are plugged in and can take backups.')).action(listDisks);
  withPlace(
    withPercloud(backup.command('add').description('Keep backups in a place. Shows its recovery words once and asks three of them back.')),
  ).action(addPlace);
  withWatch(withPercloud(backup.command('now').description('Make a backup now.')))
    .argument('[place]', 'where there are several: its name, or the id “list” shows')
    .action(makeBackup);
  withPercloud(
    backup
      .command('words')
      .description('New recovery words for a place; those of before open it no longer. Shows them once and asks three of them back.'),
  )
    .argument('[place]', 'where there are several: its name, or the id “list” shows')
    .option('--words-file <path>', '24 recovery words you have already, read from a file')
    .action(makeWords);
  withWatch(withPercloud(backup.command('prove').description('Open a backup where nobody sees it, to see whether all is in it.')))
    .argument(...backupArgument)
    .action(proveBackup);
  withWatch(withPercloud(backup.command('mend').description('Mend what is damaged in a place, with what this box still has of it.')))
    .argument('[place]', 'where there are several: its name, or the id “list” shows')
    .action(mendBackups);
  withPercloud(backup.command('files').description('What lies in a folder of an app, as it was then.'))
    .argument(...backupArgument)
    .argument('<app>', 'its name in its address, or its id')
    .argument('[path]', 'a folder', '')
    .action(listFiles);
  withPercloud(backup.command('get').description('Fetch a file of a backup, or a folder as a tar archive.'))
    .argument(...backupArgument)
    .argument('<app>', 'its name in its address, or its id')
    .argument('<path>', 'as “files” shows it')
    .requiredOption('--out <file>', 'where to write it')
    .action(downloadFile);
  withWatch(withPercloud(backup.command('restore').description('Bring an app back as it was in a backup.')))
    .argument(...backupArgument)
    .argument('<app>', 'its name in its address, or its id')
    .option('--beside', 'as another app beside what it is now')
    .action(restoreApp);
  withWatch(withPercloud(backup.command('put-back').description('Put a file or folder of a backup back to where it was in the app.')))
    .argument(...backupArgument)
    .argument('<app>', 'its name in its address, or its id')
    .argument('<path>', 'as “files” shows it')
    .action(putBack);
}

export function recoverCommand(program: Command): void {
  withPlace(withWatch(withData(program.command('recover').description('Bring a whole percloud to this box, by its recovery words.'))))
    .option('--percloud <name>', 'which, where the words open several')
    .option('--backup <id>', 'another than the newest')
    .action(recover);
}
