import { readFileSync } from 'node:fs';
import { z } from 'zod';

/**
 * What an installation is, written by `percloud up` (or by the image's first boot) as `<runDir>/host.json` and handed to agent and gate
 * by the environment variable PERCLOUD_HOST. No secrets in it.
 */
export const hostConfigSchema = z.strictObject({
  /** `box`: systemd, NetworkManager, RAUC. `machine`: processes of our own under `percloud up`. */
  kind: z.enum(['machine', 'box']),
  /** Eight small letters and digits; labels every container and network of this installation. */
  boxId: z.string().regex(/^[a-z][a-z0-9]{7}$/),
  version: z.string(),
  /** A btrfs directory. */
  dataDir: z.string(),
  /** `/run/percloud/<boxId>`: sockets and pids. */
  runDir: z.string(),
  /** The panel's host name: `percloud.localhost`. */
  hostname: z.string(),
  /** Apps are `<app>-<percloud>.<appDomain>`: `localhost` or `local`. */
  appDomain: z.string(),
  httpsPort: z.number().int(),
  httpPort: z.number().int(),
  /** The built panel. */
  panelDir: z.string(),
  /** `<id>.yaml` for each board we know. */
  boardsDir: z.string(),
  dockerSocket: z.string(),
  catalog: z.strictObject({
    /** `file:///dir` or `https://host/path`, without a slash at the end. */
    address: z.string(),
    /** Ed25519, raw 32 bytes in base64. */
    publicKey: z.string(),
  }),
});
export type HostConfig = z.infer<typeof hostConfigSchema>;

export function readHostConfig(path = process.env.PERCLOUD_HOST): HostConfig {
  if (!path) throw new Error('PERCLOUD_HOST does not name a host.json');
  return hostConfigSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** `https://name`, with the port where it is not 443. */
export const originOf = (hostname: string, host: Pick<HostConfig, 'httpsPort'>) =>
  `https://${hostname}${host.httpsPort === 443 ? '' : `:${host.httpsPort}`}`;

/** On every host name of a box: what it vouches with. */
export const boxCertificatePath = '/.percloud/root.crt';

/** Where everybody finds everybody else. Directories are made by `percloud up`, sockets by who listens. */
export const paths = (host: Pick<HostConfig, 'dataDir' | 'runDir'>) => ({
  database: `${host.dataDir}/percloud.db`,
  perclouds: `${host.dataDir}/perclouds`,
  /** Secrets on their way into a generation; emptied by their operation. 0700 root. */
  staging: `${host.dataDir}/staging`,
  blobs: `${host.dataDir}/blobs`,
  catalogs: `${host.dataDir}/catalogs`,
  /** Lists of the packages in images, by their digests. */
  sboms: `${host.dataDir}/sboms`,
  /** Room for when the disk is full: see `storage/reserve.ts`. */
  reserve: `${host.dataDir}/reserve`,
  claimCode: `${host.dataDir}/claim-code`,
  /** 0600: an operator who has claimed this box before it was switched on. Made from `percloud.yaml`. */
  fleet: `${host.dataDir}/provision/fleet.json`,
  /** 0600: whose key opens SSH. */
  sshKeys: `${host.dataDir}/ssh/authorized_keys`,
  /** Hash and end of the code with which somebody at the box sets a new password. */
  resetCode: `${host.dataDir}/reset-code`,
  /** 0600: the account the box sends mail with. */
  outgoingMail: `${host.dataDir}/mail/account.json`,
  /** What opens the places of backups, a directory for each; 0700 root. */
  backups: `${host.dataDir}/backups`,
  /** Disks for backups, mounted while they are used. */
  disks: `${host.runDir}/disks`,
  /** root.crt is public; root.key 0600 root; intermediate.{crt,key} are Caddy's. */
  ca: `${host.dataDir}/ca`,
  /** 0640 root:percloud-gate, rendered by the agent, read by the gate. */
  gateView: `${host.dataDir}/gate/view.json`,
  /** Written by the gate: when each app password was last used. */
  gateUsed: `${host.dataDir}/gate/used/last-used.json`,
  /** 0600: root's command line. */
  agentSocket: `${host.runDir}/agent.sock`,
  /** 0660 root:caddy: requests by way of Caddy, never trusted as local. */
  agentCaddySocket: `${host.runDir}/for-caddy/agent.sock`,
  /** 0660 percloud-gate:caddy. */
  gateSocket: `${host.runDir}/gate/gate.sock`,
  caddyAdmin: `${host.runDir}/caddy/admin.sock`,
});
