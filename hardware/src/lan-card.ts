import { networkInterfaces } from 'node:os';
import { readNetworkCards } from './connections.ts';
import { findText } from './read-text.ts';

/** The card by which this machine's neighbours reach it, and its IPv4 address there. */
export interface LanCard {
  /** `eth0`, `wlan0`. */
  name: string;
  address: string;
}

/**
 * The card the way out of the house leads through, else the first one that has an IPv4 address.
 * @returns undefined while no card has one
 * Source: `/proc/net/route`, and what the kernel tells of its interfaces.
 */
export function findLanCard(): LanCard | undefined {
  const cards = readNetworkCards().map(({ name }) => name);
  const out = defaultCard(findText('/proc/net/route') ?? '');
  const interfaces = networkInterfaces();
  for (const name of [...cards.filter((card) => card === out), ...cards]) {
    const address = interfaces[name]?.find(({ family }) => family === 'IPv4')?.address;
    if (address) return { name, address };
  }
  return undefined;
}

/**
 * The interface of the default route, by its lowest metric.
 * @param table the text of `/proc/net/route`
 */
export function defaultCard(table: string): string | undefined {
  const routes = table
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .filter(([, destination, , , , , , mask]) => destination === '00000000' && mask === '00000000')
    .map(([name = '', , , , , , metric]) => ({ name, metric: Number(metric) }));
  return routes.sort((one, other) => one.metric - other.metric)[0]?.name;
}
