import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Box, type BoxOptions, ensureBox, findBox, hostFileOf, runDirOf, writeWhole } from './box.ts';
import { ensureBtrfsDirectory } from './btrfs-directory.ts';
import { builds, ensureBuilt } from './build.ts';
import { ensureCertificates } from './certificates.ts';
import { caddyUser, ensureDirectories, ensureUsers } from './directories.ts';
import { ensureDockerd } from './dockerd.ts';
import { ensureRunning } from './ensure-running.ts';
import { type HostConfig, paths } from './host-config.ts';
import { findListener } from './listeners.ts';
import { localCatalog } from './local-catalog.ts';
import { processesWith } from './processes.ts';
import { ensureProgram, programPaths } from './program.ts';
import { readVersion, rootDir } from './root-dir.ts';
import type { Stages } from './stages.ts';
import { Stop } from './stop.ts';
import { waitUntilReady } from './wait-until-ready.ts';

export interface UpOptions extends BoxOptions {
  dataDir: string;
  dataSizeBytes?: number;
}

/** Brings an installation up, or up to date. Every stage ensures: a second time finds its work done. */
export async function up(options: UpOptions, stages: Stages): Promise<HostConfig> {
  const dataDir = resolve(options.dataDir);
  await stages.stage(builds.agent.title, (say) => ensureBuilt(builds.agent, say));
  await stages.stage(builds.panel.title, (say) => ensureBuilt(builds.panel, say));
  if (!(options.catalog ?? (await findBox(dataDir))?.catalog))
    await stages.stage(builds.catalog.title, (say) => ensureBuilt(builds.catalog, say));
  await stages.stage(`Prepare ${dataDir}`, async () => {
    await checkWayTo(dataDir);
    return ensureBtrfsDirectory(dataDir, options.dataSizeBytes);
  });
  const host = await ensureInstallation(dataDir, options);
  await stages.stage('Check ports', () => checkPorts(host));
  await stages.stage('Start Docker', () => ensureDockerd(host.dockerSocket), '/var/log/percloud-dockerd.log');
  await stages.stage('Start Caddy, gate and agent', () => ensureRunning(host), join(dataDir, 'log'));
  await stages.stage('Wait for the panel', () => waitUntilReady(host), join(dataDir, 'log'));
  return host;
}

/** The files, users and directories of an installation on a btrfs directory. Nothing is started. */
export async function ensureInstallation(dataDir: string, options: BoxOptions): Promise<HostConfig> {
  const box = await ensureBox(dataDir, options);
  const host = await renderHost(dataDir, box);
  await ensureUsers();
  await ensureDirectories(host);
  await ensureCertificates(paths(host).ca, { boxId: host.boxId, caddyUser });
  await ensureProgram(host);
  await writeWhole(hostFileOf(host), `${JSON.stringify(host, null, 2)}\n`, 0o644);
  return host;
}

async function renderHost(dataDir: string, box: Box): Promise<HostConfig> {
  return {
    kind: 'machine',
    boxId: box.boxId,
    version: readVersion(),
    dataDir,
    runDir: runDirOf(box),
    hostname: 'percloud.localhost',
    appDomain: 'localhost',
    httpsPort: box.httpsPort,
    httpPort: box.httpPort,
    panelDir: programPaths({ dataDir }).panel,
    boardsDir: join(rootDir, 'hardware/boards'),
    dockerSocket: '/var/run/docker.sock',
    catalog: box.catalog ?? (await localCatalog()),
  };
}

/** Caddy and the gate are users of their own: every directory above has to let them through. */
async function checkWayTo(dataDir: string) {
  for (let above = dirname(dataDir); ; above = dirname(above)) {
    const found = await stat(above).catch(() => undefined);
    if (found && !(found.mode & 0o001))
      throw new Stop(`${above} lets only its owner in, and Caddy and the gate are users of their own.`, {
        remedy: `Choose another place for the data (--data DIR), or let others pass: chmod o+x ${above}`,
      });
    if (above === dirname(above)) return;
  }
}

async function checkPorts(host: HostConfig): Promise<string> {
  const ours = await processesWith('PERCLOUD_HOST', hostFileOf(host));
  for (const [port, option] of [
    [host.httpsPort, '--port'],
    [host.httpPort, '--http-port'],
  ] as const) {
    const holder = await findListener(port);
    if (!holder || (holder.pid && ours.includes(holder.pid))) continue;
    const who = holder.pid ? `${holder.name} (process ${holder.pid})` : holder.name;
    throw new Stop(`Port ${port} is taken by ${who}.`, { remedy: `Stop it, or choose another port: ${option} NUMBER` });
  }
  return `${host.httpsPort} and ${host.httpPort}`;
}
