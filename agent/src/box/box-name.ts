import { hostname } from 'node:os';
import type { HostConfig } from '../host/host-config.ts';

/** What people call it, and type for what can't be undone: on a box the first part of its address. */
export const boxName = (host: Pick<HostConfig, 'kind' | 'hostname'>): string =>
  host.kind === 'box' ? (host.hostname.split('.')[0] ?? host.hostname) : hostname();
