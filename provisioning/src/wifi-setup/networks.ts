import { z } from 'zod';
import { readTerse } from './terse.ts';

export const networkFields = 'SSID-HEX,SIGNAL,SECURITY';
const lineSchema = z
  .tuple([z.string().regex(/^(?:[0-9A-Fa-f]{2}){0,32}$/), z.coerce.number().int().min(0).max(100), z.string()])
  .transform(([ssid, signal, security]) => ({ ssid: ssid.toLowerCase(), signal, lock: lockOf(security) }));

/** How one gets in. `unsupported`: by a user's name (802.1X), or WEP, which protects nothing and which NetworkManager gave up. */
export const locks = ['none', 'wpa', 'wpa3', 'owe', 'unsupported'] as const;
export type Lock = (typeof locks)[number];

export interface Network {
  /** Its name as bytes in hex, small letters: a name is any 32 bytes, not always a text. */
  ssid: string;
  /** 0 to 100, of its strongest access point. */
  signal: number;
  lock: Lock;
}

/**
 * The networks in reach, the strongest first, each name once, hidden ones left out.
 * @param output of `nmcli --terse --fields SSID-HEX,SIGNAL,SECURITY device wifi list` in the locale C
 */
export function readNetworks(output: string): Network[] {
  const strongestFirst = z
    .array(lineSchema)
    .parse(readTerse(output))
    .filter(({ ssid }) => !/^(?:00)*$/.test(ssid))
    .toSorted((one, other) => other.signal - one.signal);
  return [...Map.groupBy(strongestFirst, ({ ssid }) => ssid).values()].flatMap(([strongest]) => strongest ?? []);
}

function lockOf(security: string): Lock {
  const said = security.split(' ').filter((word) => word !== '' && word !== '--');
  if (said.length === 0) return 'none';
  if (said.includes('802.1X') || said.includes('WPA-EAP-SUITE-B-192')) return 'unsupported';
  if (said.some((word) => word === 'WPA1' || word === 'WPA2' || word === 'WPA')) return 'wpa';
  if (said.includes('WPA3')) return 'wpa3';
  return said.some((word) => word.startsWith('OWE')) ? 'owe' : 'unsupported';
}

/** The name for people: bytes that are no text show as `�`. */
export const nameOf = (ssid: string): string =>
  Buffer.from(ssid, 'hex')
    .toString('utf8')
    .replace(/\p{Cc}/gu, '�');
