import { provision } from '@percloud/provisioning/first-boot/provision';
import { endWifiSetup, runWifiSetup } from '@percloud/provisioning/wifi-setup/main';
import type { Command } from 'commander';
import { showConsole } from '../console/show-console.ts';
import { askForFactoryReset } from '../host/factory-reset.ts';
import { prepareBox, prepareCaddy } from '../host/prepare-box.ts';
import { hashPassword } from '../people/password.ts';
import { keepClaimFile, keepResetFile } from './config-file-commands.ts';
import { type CommonOptions, dataDirOf, getInstallation } from './context.ts';

/** What the units of the image run; on a developer's machine `up` does the same. */
export function unitCommands(program: Command): void {
  const prepare = program.command('prepare', { hidden: true });
  prepare.command('box').action((options: CommonOptions) => prepareBox(dataDirOf(options)));
  prepare.command('caddy').action(async (options: CommonOptions) => prepareCaddy(await getInstallation(options)));
  prepare.command('provision').action((options: CommonOptions) => {
    const say = (line: string) => process.stdout.write(`${line}\n`);
    return provision({ dataDir: dataDirOf(options), hashPassword, say });
  });
  prepare.command('factory-reset').action(askForFactoryReset);
  prepare.command('claim-file').action((options: CommonOptions) => keepClaimFile(options));
  prepare.command('reset-file').action((options: CommonOptions) => keepResetFile(options));
  const wifi = program.command('wifi-setup', { hidden: true });
  wifi.command('run').action(runWifiSetup);
  wifi.command('end').action(endWifiSetup);
  program.command('console', { hidden: true }).action(() => showConsole(process.stdout, process.stdin));
}
