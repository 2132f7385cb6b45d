import { networkInterfaces } from 'node:os';
import { readNetworkCards } from './connections.ts';
import { findText } from './read-text.ts';

/**
 * The IPv4 address at which this machine's neighbours reach it: that of the card the way out of the house leads through, else that of
 * the first card that has one.
 * @returns undefined while no card has an address
 * Source: `/proc/net/route`, and what the kernel tells of its interfaces.
 */
export function findLanAddress(): string | undefined {
  const cards = readNetworkCards().map(({ name }) => name);
  const out = defaultCard(findText('/proc/net/route') ?? '');
  const interfaces = networkInterfaces();
  for (const name of [...cards.filter((card) => card === out), ...cards]) {
    const address = interfaces[name]?.find(({ family }) => family === 'IPv4')?.address;
    if (address) return address;
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
