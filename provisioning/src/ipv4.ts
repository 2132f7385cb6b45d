import { isIPv4 } from 'node:net';

/** `192.168.1.20/24` as numbers; undefined where that is no address a machine could have. */
export function readAddress(text: string): { number: number; mask: number } | undefined {
  const [, address = '', prefix = ''] = /^([\d.]+)\/(\d{1,2})$/.exec(text) ?? [];
  const bits = Number(prefix);
  if (!isIPv4(address) || bits < 8 || bits > 30) return undefined;
  const number = numberOf(address);
  const mask = (0xffffffff << (32 - bits)) >>> 0;
  const first = number >>> 24;
  // This network, the machine itself, and groups and what is reserved.
  if (first === 0 || first === 127 || first >= 224) return undefined;
  const rest = (number & ~mask) >>> 0;
  return rest === 0 || rest === ~mask >>> 0 ? undefined : { number, mask };
}

/** Whether `gateway` is another machine in the network that `address` is in. True where `address` can't be read: that is said elsewhere. */
export function isHostOf(gateway: string, address: string): boolean {
  const read = readAddress(address);
  if (!read || !isIPv4(gateway)) return true;
  const number = numberOf(gateway);
  const rest = (number & ~read.mask) >>> 0;
  return ((number ^ read.number) & read.mask) === 0 && number !== read.number && rest !== 0 && rest !== ~read.mask >>> 0;
}

const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
