import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { type Language, languageSchema } from '@percloud/contract/words';
import { z } from 'zod';
import { socketClient } from '../cli/client.ts';
import { getInstallation } from '../cli/context.ts';
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

const wifiSetupFile = '/run/percloud/wifi-setup.json';
const wifiSetupSchema = z.object({ ssid: z.string().min(1).max(32) });
/** What its person wrote into `percloud.yaml` before the first start. */
const provisionFile = '/var/lib/percloud/provision/box.json';
const provisionSchema = z.object({ language: languageSchema.optional() });

export async function look(): Promise<Standing> {
  const language = read(provisionFile, provisionSchema)?.language ?? 'en';
  const standing = {
    language,
    address: 'http://percloud.local',
    addresses: addresses(),
    wifiSetup: read(wifiSetupFile, wifiSetupSchema)?.ssid,
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

const addresses = () =>
  Object.entries(networkInterfaces())
    .filter(([name]) => isCard(name))
    .flatMap(([, all]) => all ?? [])
    .filter(({ family }) => family === 'IPv4')
    .map(({ address }) => address);

/** Bridges of Docker have no hardware behind them. */
const isCard = (name: string) => existsSync(`/sys/class/net/${name}/device`);

/** Others write these files: one that is missing, half written or of a later version says nothing. */
function read<T>(path: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
