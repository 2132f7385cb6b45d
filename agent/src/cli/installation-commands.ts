import { readFile } from 'node:fs/promises';
import { styleText } from 'node:util';
import type { Command } from 'commander';
import { down } from '../host/down.ts';
import { type HostConfig, originOf, paths } from '../host/host-config.ts';
import { Stages } from '../host/stages.ts';
import { readStatus } from '../host/status.ts';
import { up } from '../host/up.ts';
import { socketClient } from './client.ts';
import { parsePort, parseSize, withData } from './common-options.ts';
import { type CommonOptions, dataDirOf, getInstallation } from './context.ts';
import { developInstallation } from './develop.ts';
import { exitCodes, NotSucceeded, Usage } from './exit-codes.ts';
import { printJson, printTable } from './output.ts';
import { runTests, testParts } from './run-tests.ts';
import { showEvents } from './show-events.ts';

interface UpFlags extends CommonOptions {
  port?: number;
  httpPort?: number;
  dataSize?: number;
  catalog?: string;
  catalogKey?: string;
  detach?: boolean;
}

const withUpOptions = (command: Command) =>
  withData(command)
    .option('--port <number>', 'for https (default 443)', parsePort)
    .option('--http-port <number>', 'for the landing page (default 80)', parsePort)
    .option('--data-size <size>', 'where DIR is not on btrfs: how large its file may grow (default: half of what is free)', parseSize)
    .option('--catalog <address>', 'a catalog in a directory (file:///dir) or at an https address, instead of this checkout’s')
    .option('--catalog-key <key>', 'the key it is signed with: a file, or Ed25519 in base64');

export function installationCommands(program: Command): void {
  withUpOptions(program.command('up').description('Bring Percloud up on this machine, or up to date.'))
    .option('--detach', 'return as soon as the panel answers')
    .action(async (flags: UpFlags) => {
      const host = await bringUp(flags);
      if (!flags.detach) await stay(host);
    });
  withUpOptions(program.command('dev').description('Like up; agent and panel follow what is edited.')).action(async (flags: UpFlags) =>
    developInstallation(await bringUp(flags)),
  );
  withData(program.command('down').description('Stop what up started. Data stay.')).action(async (flags: CommonOptions) =>
    down(await getInstallation(flags), new Stages()),
  );
  withData(program.command('status').description('What runs, where, and whether it is claimed.')).action(showStatus);
  program
    .command('test')
    .description('Run every check there is, or one part.')
    .argument('[part]', testParts.join(' | '))
    .action(async (part?: string) => {
      const chosen = testParts.find((known) => known === part);
      if (part !== undefined && !chosen) throw new Usage(`There is no part “${part}”.`, `One of: ${testParts.join(', ')}`);
      if ((await runTests(chosen)) > 0) throw new NotSucceeded();
    });
}

async function bringUp(flags: UpFlags): Promise<HostConfig> {
  const stages = new Stages(flags.json ? process.stderr : process.stdout);
  const host = await up(
    {
      dataDir: dataDirOf(flags),
      dataSizeBytes: flags.dataSize,
      httpsPort: flags.port,
      httpPort: flags.httpPort,
      catalog: await readCatalog(flags),
    },
    stages,
  );
  const { code } = await socketClient(paths(host).agentSocket).call('getClaimCode');
  const panel = originOf(host.hostname, host);
  if (flags.json) printJson({ panel, claimCode: code, boxId: host.boxId, dataDir: host.dataDir });
  else process.stdout.write(greeting(panel, code, stages.elapsed()));
  return host;
}

function greeting(panel: string, code: string | null, elapsed: string) {
  const claim = code
    ? `  Claim code   ${styleText('bold', code)}\n\n  Open the address and type the code: that makes this Percloud yours.\n`
    : '';
  return `\n  Percloud is ready (${elapsed})\n\n  Address      ${styleText('bold', panel)}\n${claim}\n`;
}

async function readCatalog({ catalog, catalogKey }: UpFlags): Promise<HostConfig['catalog'] | undefined> {
  if (catalog === undefined && catalogKey === undefined) return undefined;
  if (!catalog || !catalogKey)
    throw new Usage('A catalog needs its key, and a key its catalog.', 'Use --catalog together with --catalog-key.');
  const publicKey = await readFile(catalogKey, 'utf8').catch(() => catalogKey);
  return { address: catalog.replace(/\/+$/, ''), publicKey: publicKey.trim() };
}

/** In the foreground: shows what happens; Ctrl-C is `down`. */
async function stay(host: HostConfig): Promise<never> {
  process.stdout.write('  Ctrl-C stops it. (--detach leaves it running in the background.)\n\n');
  const stop = async () => {
    process.stdout.write('\n');
    await down(host, new Stages());
    process.exit(exitCodes.ok);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
  return showEvents(host);
}

async function showStatus(flags: CommonOptions): Promise<void> {
  const status = await readStatus(dataDirOf(flags));
  if (flags.json) printJson(status);
  else {
    process.stdout.write(`${status.running ? `Running at ${status.panel}, version ${status.version}` : 'Not running'}\n`);
    if (status.claimed === false) process.stdout.write('Not claimed yet: “percloud up” shows the code again.\n');
    if (status.processes.length > 0)
      printTable(
        ['PROCESS', 'PID', 'RESTARTS'],
        status.processes.map(({ name, pid, restarts }) => [name, pid === null ? '-' : `${pid}`, `${restarts}`]),
      );
    process.stdout.write(
      `Data ${status.dataDir}${status.boxId ? `, box ${status.boxId}` : ''}; Docker ${status.docker ? 'answers' : 'does not answer'}\n`,
    );
  }
  if (!status.running) process.exitCode = exitCodes.unreachable;
}
