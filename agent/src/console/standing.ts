import { networkInterfaces } from 'node:os';
import type { Language } from '@percloud/contract/words';
import { readNetworkCards } from '@percloud/hardware/connections';
import { readBoxSettings } from '@percloud/provisioning/box-settings';
import { findOpenAccessPoint } from '@percloud/provisioning/wifi-setup/open-now';
import { socketClient } from '../cli/client.ts';
import { dataDirOf, getInstallation } from '../cli/context.ts';
import { originOf, paths } from '../host/host-config.ts';

/** How the box is, as far as who stands before it has to know. */
export interface Standing {
  language: Language;
  /** `http://percloud.local` */
  address: string;
  /** IPv4 of its network cards. */
  addresses: readonly string[];
  /** The Wi-Fi the box makes itself while it waits to be told which one to join. */
  wifiSetup: string | undefined;
  agent: 'starting' | 'unclaimed' | 'claimed';
  claimCode: string | undefined;
  /** Whether the code for a new password that was shown is still good. */
  resetIsGood: boolean;
}

export async function look(): Promise<Standing> {
  const { language = 'en', hostname = 'percloud' } = await readBoxSettings(dataDirOf({}));
  const standing = {
    language,
    address: `http://${hostname}.local`,
    addresses: addresses(),
    wifiSetup: await findOpenAccessPoint(),
  };
  try {
    const host = await getInstallation({});
    const agent = socketClient(paths(host).agentSocket);
    const [{ code }, greeting, { good }] = await Promise.all([
      agent.call('getClaimCode'),
      agent.call('getGreeting'),
      agent.call('getResetCode'),
    ]);
    return {
      ...standing,
      address: originOf(host.hostname, host).replace('https:', 'http:'),
      language: greeting.claimed ? greeting.language : language,
      agent: code === null ? 'claimed' : 'unclaimed',
      claimCode: code ?? undefined,
      resetIsGood: good?.way === 'screen',
    };
  } catch {
    return { ...standing, agent: 'starting', claimCode: undefined, resetIsGood: false };
  }
}

const addresses = () => {
  const interfaces = networkInterfaces();
  return readNetworkCards()
    .flatMap(({ name }) => interfaces[name] ?? [])
    .filter(({ family }) => family === 'IPv4')
    .map(({ address }) => address);
};
