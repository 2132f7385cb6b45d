import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { tellClosed, tellOpen } from './open-now.ts';
import { renderAccessPointProfile } from './profile.ts';
import { loadProfile, removeProfile } from './profile-files.ts';
import { askNetworkManager, runProgram } from './programs.ts';
import { accessPoint } from './standing.ts';
import { readTerse } from './terse.ts';

const profile = 'percloud-wifi-setup';

/**
 * Opens the access point: `percloud-` and the end of the card's number, so that two boxes side by side are told apart.
 * @throws when the card can't, or NetworkManager doesn't want to
 */
export async function openAccessPoint(card: string, name: string): Promise<void> {
  await shutFirewall();
  await runProgram('nft', 'add', 'element', 'inet', 'percloud_box', accessPoint.firewallSet, `{ "${card}" }`);
  await loadProfile(profile, renderAccessPointProfile(card, name));
  await runProgram('nmcli', '--wait', '45', 'connection', 'up', 'uuid', accessPoint.uuid, 'ifname', card);
  await tellOpen(name);
}

/** Also what a run before this one left behind, that was killed. */
export async function closeAccessPoint(): Promise<void> {
  await tellClosed();
  await removeProfile(profile, accessPoint.uuid);
  await shutFirewall();
}

const shutFirewall = () => runProgram('nft', 'flush', 'set', 'inet', 'percloud_box', accessPoint.firewallSet);

/** @returns `percloud-3FA2` */
export async function accessPointName(card: string): Promise<string> {
  // Not the interface's address: NetworkManager changes that one whenever it looks around.
  return nameFrom(await readFile(`/sys/class/net/${card}/phy80211/macaddress`, 'utf8'));
}

/** @param address of a card, `02:00:00:00:3f:a2` */
export function nameFrom(address: string): string {
  const digits = z
    .string()
    .regex(/^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/i)
    .parse(address.trim())
    .replaceAll(':', '');
  return `percloud-${digits.slice(-4).toUpperCase()}`;
}

/** Whether a card can be an access point, as its driver says. */
export async function canBeAccessPoint(card: string): Promise<boolean> {
  const said = readTerse(await askNetworkManager('WIFI-PROPERTIES.AP', 'device', 'show', card));
  return said.some(([name, value]) => name === 'WIFI-PROPERTIES.AP' && value === 'yes');
}
