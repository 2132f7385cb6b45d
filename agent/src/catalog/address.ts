import { fileURLToPath } from 'node:url';
import { Problem } from '../problem.ts';

/** Where a catalog, a registry or a token server is: a directory of this machine or a web address. */
export type Address = { directory: string } | { web: string };

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Plain http only inside this machine: what is fetched is verified, but nobody on the way should know who installs what. */
export function parseAddress(address: string): Address {
  const url = URL.parse(address);
  if (url?.protocol === 'file:') return { directory: fileURLToPath(url) };
  if (url?.protocol === 'https:' || (url && isOfThisMachine(url))) return { web: address };
  throw new Problem('catalog-bad-address', { values: { address } });
}

/** One spelling for each place, so that a catalog can't be here twice; without a name and a password, which everybody would see. */
export function normalizeAddress(address: string): string {
  const url = URL.parse(address);
  if (!url || url.username || url.password || url.search || url.hash) throw new Problem('catalog-bad-address', { values: { address } });
  parseAddress(url.href);
  return url.href.replace(/\/+$/, '');
}

/** Where somebody may send us on: what lies on the web leads nowhere but to https, not even into this machine. */
export function mayLeadTo(from: string, to: string): boolean {
  const [here, there] = [URL.parse(from), URL.parse(to)];
  return there?.protocol === 'https:' || (here !== null && there !== null && isOfThisMachine(there) && !isOfTheWeb(here));
}

const isOfThisMachine = ({ protocol, hostname }: URL) => protocol === 'http:' && loopback.test(hostname);
const isOfTheWeb = ({ protocol }: URL) => protocol === 'https:';
