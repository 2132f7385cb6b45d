import { endWifiSetup, runWifiSetup } from '@percloud/provisioning/wifi-setup/main';
import type { Command } from 'commander';
import { prepareBox, prepareCaddy } from '../host/prepare-box.ts';
import { showConsole } from './console.ts';
import { type CommonOptions, dataDirOf, getInstallation } from './context.ts';

/** What the units of the image run; on a developer's machine `up` does the same. */
export function unitCommands(program: Command): void {
  const prepare = program.command('prepare', { hidden: true });
  prepare.command('box').action((options: CommonOptions) => prepareBox(dataDirOf(options)));
  prepare.command('caddy').action(async (options: CommonOptions) => prepareCaddy(await getInstallation(options)));
  const wifi = program.command('wifi-setup', { hidden: true });
  wifi.command('run').action(runWifiSetup);
  wifi.command('end').action(endWifiSetup);
  program.command('console', { hidden: true }).action(() => showConsole(process.stdout));
}
