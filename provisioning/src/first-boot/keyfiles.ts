import { createHash } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import type { FixedNetwork, WifiNetwork } from '../percloud-yaml.ts';

/** A profile of NetworkManager: a file of its own, with the name of its id. */
export interface Keyfile {
  name: string;
  text: string;
}

/** Always the same for the same network: taken over once more, it replaces what it was. */
export function wifiKeyfile({ ssid, password, hidden }: WifiNetwork): Keyfile {
  const uuid = uuidOf(`wifi ${ssid}`);
  // Without the pairing by button (WPS), which NetworkManager would try where a password is wrong: whoever is near could answer.
  const security = password ? { 'key-mgmt': 'wpa-psk', 'wps-method': '1', psk: escapeValue(password) } : undefined;
  return {
    name: `percloud-wifi-${uuid}.nmconnection`,
    text: renderKeyfile({
      connection: { id: `percloud-wifi-${uuid}`, uuid, type: 'wifi' },
      wifi: { mode: 'infrastructure', ssid: bytesOf(ssid), hidden: hidden ? 'true' : undefined },
      'wifi-security': security,
      ipv4: { method: 'auto' },
      ipv6: { method: 'auto' },
    }),
  };
}

export const cableFile = 'percloud-cable.nmconnection';

/** Who names no server for names uses the router, as at home. */
export function cableKeyfile({ address, gateway, dns = [gateway] }: FixedNetwork): Keyfile {
  const list = (servers: string[]) => (servers.length > 0 ? servers.map((server) => `${server};`).join('') : undefined);
  return {
    name: cableFile,
    text: renderKeyfile({
      connection: { id: 'percloud-cable', uuid: uuidOf('cable'), type: 'ethernet', 'autoconnect-priority': '10' },
      ipv4: { method: 'manual', address1: `${address},${gateway}`, dns: list(dns.filter((server) => isIPv4(server))) },
      ipv6: { method: 'auto', dns: list(dns.filter((server) => isIPv6(server))) },
    }),
  };
}

type Group = Record<string, string | undefined>;

const renderKeyfile = (groups: Record<string, Group | undefined>): string =>
  Object.entries(groups)
    .flatMap(([group, values]) => (values ? [[`[${group}]`, ...linesOf(values), ''].join('\n')] : []))
    .join('\n');

const linesOf = (values: Group) => Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]));

/** A list of bytes: no name has to be escaped, and none can be taken for something else. */
const bytesOf = (text: string): string => [...Buffer.from(text)].map((byte) => `${byte};`).join('');

/** As GKeyFile reads it: `;`, `#` and quotes stand for themselves within a value. */
const escapeValue = (value: string): string => value.replaceAll('\\', '\\\\').replace(/^ +| +$/g, (spaces) => '\\s'.repeat(spaces.length));

/** By name, as version 8 of RFC 9562 leaves to its maker. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(`percloud ${name}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
