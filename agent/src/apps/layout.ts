import type { HostConfig } from '../host/host-config.ts';
import { paths } from '../host/host-config.ts';

type Disk = Pick<HostConfig, 'dataDir' | 'runDir'>;
export interface AppId {
  percloud: string;
  id: string;
}

/** Where an app lies on the disk. Generations and snapshots are subvolumes and never nested. */
export const appDir = (disk: Disk, app: AppId) => `${paths(disk).perclouds}/${app.percloud}/apps/${app.id}`;
export const generationDir = (disk: Disk, app: AppId, number: number) => `${appDir(disk, app)}/${number}`;
export const snapshotsDir = (disk: Disk, app: AppId) => `${appDir(disk, app)}/snapshots`;
export const snapshotDir = (disk: Disk, app: AppId, snapshot: string) => `${snapshotsDir(disk, app)}/${snapshot}`;
/** What an operation fetched of an app from a backup. */
export const fetchedDir = (disk: Disk, app: AppId, operation: string) => `${appDir(disk, app)}/fetched-${operation}`;
export const stagingDir = (disk: Disk, operation: string) => `${paths(disk).staging}/${operation}`;

/** Inside a generation. */
export const releaseFile = (generation: string) => `${generation}/release/release.json`;
export const volumeDir = (generation: string, volume: string) => `${generation}/volumes/${volume}`;
export const secretFile = (generation: string, service: string, secret: string) => `${generation}/secrets/${service}/${secret}`;
