import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Choice } from './choice.ts';
import { keepCountry, useCountry } from './country.ts';
import { type Failure, failureOf } from './failure.ts';
import { renderHomeProfile } from './profile.ts';
import { loadProfile, removeProfile } from './profile-files.ts';
import { askNetworkManager, runProgram } from './programs.ts';
import { accessPoint } from './standing.ts';
import { readTerse } from './terse.ts';

const profile = 'percloud-wifi-try';
const connectionSchema = z.array(z.tuple([z.uuid(), z.string()]).transform(([uuid, type]) => ({ uuid, type })));

/** Joins a network, for good if it works; if it doesn't, nothing stays of the try. */
export async function joinNetwork(card: string, { country, ...choice }: Choice): Promise<Failure | 'joined'> {
  const uuid = randomUUID();
  await useCountry(country);
  await loadProfile(profile, renderHomeProfile({ ...choice, uuid }));
  try {
    await runProgram('nmcli', '--wait', '75', 'connection', 'up', 'uuid', uuid, 'ifname', card);
  } catch (error) {
    await removeProfile(profile, uuid);
    return failureOf(String(error));
  }
  // A change is what makes NetworkManager write a profile from /run to where it keeps them.
  await runProgram('nmcli', 'connection', 'modify', 'uuid', uuid, 'connection.autoconnect', 'yes');
  await keepCountry(country);
  await forgetOthers(uuid);
  return 'joined';
}

/** Whether NetworkManager has a Wi-Fi network of a home's. */
export const knowsNetworks = async (): Promise<boolean> => (await listHomeProfiles()).length > 0;

async function listHomeProfiles(): Promise<string[]> {
  const all = connectionSchema.parse(readTerse(await askNetworkManager('UUID,TYPE', 'connection', 'show')));
  return all.filter(({ uuid, type }) => type === '802-11-wireless' && uuid !== accessPoint.uuid).map(({ uuid }) => uuid);
}

/** Profiles of the same network with another password. */
async function forgetOthers(kept: string): Promise<void> {
  const name = await nameIn(kept);
  for (const uuid of (await listHomeProfiles()).filter((one) => one !== kept))
    if ((await nameIn(uuid)) === name) await runProgram('nmcli', 'connection', 'delete', 'uuid', uuid);
}

const nameIn = (uuid: string) => askNetworkManager('802-11-wireless.ssid', 'connection', 'show', 'uuid', uuid);
