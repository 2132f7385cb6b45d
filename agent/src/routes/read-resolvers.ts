import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';

/** Where dockerd takes the containers' name servers from: behind a local stub, systemd-resolved lists the real ones. */
const files = ['/etc/resolv.conf', '/run/systemd/resolve/resolv.conf'];

export const readResolvers = (): string[] => [...new Set(files.flatMap((path) => resolversIn(readIfThere(path))))];

/** The IPv4 name servers of a resolv.conf that containers can reach by themselves; dockerd asks those on loopback for them. */
export const resolversIn = (text: string): string[] =>
  [...text.matchAll(/^\s*nameserver\s+(\S+)/gm)]
    .map(([, address]) => address ?? '')
    .filter((address) => isIPv4(address) && !address.startsWith('127.'));

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
