import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { originOf, paths } from '../host/host-config.ts';
import { socketClient } from './client.ts';
import { getInstallation } from './context.ts';

const lookMs = 3_000;
const clearScreen = '\u001b[2J\u001b[H';

interface Standing {
  address: string;
  addresses: readonly string[];
  /** Null: claimed. Undefined: the agent does not answer yet. */
  code: string | null | undefined;
}

/** What the screen at the box shows: drawn anew when something changed. */
export async function showConsole(screen: NodeJS.WritableStream): Promise<never> {
  for (let shown = ''; ; await sleep(lookMs)) {
    const text = renderConsole(await look());
    if (text === shown) continue;
    screen.write(clearScreen + text);
    shown = text;
  }
}

async function look(): Promise<Standing> {
  const addresses = Object.entries(networkInterfaces())
    .filter(([name]) => isCard(name))
    .flatMap(([, all]) => all ?? [])
    .filter(({ family }) => family === 'IPv4')
    .map(({ address }) => address);
  try {
    const host = await getInstallation({});
    const { code } = await socketClient(paths(host).agentSocket).call('getClaimCode');
    return { address: originOf(host.hostname, host), addresses, code };
  } catch {
    return { address: 'https://percloud.local', addresses, code: undefined };
  }
}

/** Bridges of Docker have no hardware behind them. */
const isCard = (name: string) => existsSync(`/sys/class/net/${name}/device`);

export function renderConsole({ address, addresses, code }: Standing): string {
  const ways = addresses.length > 0 ? `or http://${addresses.join(', http://')}` : 'No network yet: plug in a cable.';
  const state = {
    undefined: 'Percloud is starting …',
    null: 'This box has an owner.',
  }[String(code)];
  return [
    '',
    '  Percloud',
    '',
    `  ${address.replace('https:', 'http:')}`,
    `  ${ways}`,
    '',
    `  ${state ?? `Claim code: ${code}`}`,
    '',
    '',
  ].join('\n');
}
