import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { readBoxSettings } from '@percloud/provisioning/box-settings';
import { hasCode } from '../problem.ts';
import { ensureBox, hostFileOf, runDirOf, writeWhole } from './box.ts';
import { ensureCertificates } from './certificates.ts';
import { caddyUser, ensureDirectories } from './directories.ts';
import { type HostConfig, paths } from './host-config.ts';
import { localCatalog } from './local-catalog.ts';
import { readVersion, rootDir } from './root-dir.ts';
import { services } from './services.ts';

/** Where the units of the image look; which box it is they need not know. */
const fixedRunDir = '/run/percloud/box';

/** What `percloud up` does on a developer's machine, where systemd, the image and its store do the rest. At every start of a box. */
export async function prepareBox(dataDir: string): Promise<void> {
  const box = await ensureBox(dataDir, {});
  const { hostname = 'percloud' } = await readBoxSettings(dataDir);
  const host: HostConfig = {
    kind: 'box',
    boxId: box.boxId,
    version: readVersion(),
    dataDir,
    runDir: runDirOf(box),
    hostname: `${hostname}.local`,
    appDomain: 'local',
    httpsPort: box.httpsPort,
    httpPort: box.httpPort,
    panelDir: join(rootDir, 'control-ui/dist'),
    boardsDir: join(rootDir, 'hardware/boards'),
    dockerSocket: '/var/run/docker.sock',
    catalog: box.catalog ?? (await localCatalog(join(rootDir, 'store/catalog'), join(rootDir, 'catalog.pub'))),
  };
  await ensureDirectories(host);
  await ensureCertificates(paths(host).ca, { boxId: host.boxId, caddyUser });
  await writeWhole(hostFileOf(host), `${JSON.stringify(host, null, 2)}\n`, 0o644);
  await symlink(host.boxId, fixedRunDir).catch((error: unknown) => {
    if (!hasCode(error, 'EEXIST')) throw error;
  });
  await prepareCaddy(host);
  // Its first start needs no Node of its own then.
  await writeWhole(join(host.runDir, 'caddy-prepared'), '', 0o600);
}

/** Before every start of Caddy. */
export async function prepareCaddy(host: HostConfig): Promise<void> {
  await services(host)
    .find(({ name }) => name === 'caddy')
    ?.prepare?.();
}
