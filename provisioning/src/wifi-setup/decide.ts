import { type Device, hasNetwork } from './devices.ts';
import { accessPoint, type Times } from './standing.ts';

export interface Moment {
  devices: readonly Device[];
  /** Since the access point opened. */
  openMs: number;
  /** Since somebody last asked for the page, or, if nobody has, since the access point opened. */
  unvisitedMs: number;
  /** NetworkManager has a Wi-Fi network to try. */
  knowsNetworks: boolean;
}

/** What to do while the access point is open. `network`: there is one now, a cable. `rest`: close it for a while and let known networks come. */
export function next({ devices, openMs, unvisitedMs, knowsNetworks }: Moment, times: Times): 'stay' | 'network' | 'rest' {
  if (hasNetwork(devices, accessPoint.uuid)) return 'network';
  if (!knowsNetworks) return 'stay';
  return unvisitedMs >= times.unvisitedMs || openMs >= times.openMs ? 'rest' : 'stay';
}
