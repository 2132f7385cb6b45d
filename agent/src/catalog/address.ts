import { fileURLToPath } from 'node:url';
import { Problem } from '../problem.ts';

/** Where a catalog, a registry or a token server is: a directory of this machine or a web address. */
export type Address = { directory: string } | { web: string };

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Plain http only inside this machine: what is fetched is verified, but nobody on the way should know who installs what. */
export function parseAddress(address: string): Address {
  const url = URL.parse(address);
  if (url?.protocol === 'file:') return { directory: fileURLToPath(url) };
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname))) return { web: address };
  throw new Problem('catalog-refused', { values: { reason: `“${address}” is not an https address` } });
}
