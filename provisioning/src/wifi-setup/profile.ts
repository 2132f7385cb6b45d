import type { Lock } from './networks.ts';
import { accessPoint } from './standing.ts';

/** What NetworkManager reads as `*.nmconnection`. */
interface HomeNetwork {
  uuid: string;
  /** Bytes in hex. */
  ssid: string;
  lock: Lock;
  password: string;
  hidden: boolean;
}

const keyManagement = { none: undefined, unsupported: undefined, owe: 'owe', wpa: 'wpa-psk', wpa3: 'sae' } as const;

/** The profile with which a box joins a home's network. By itself only after it has worked once: until then `autoconnect` is off. */
export function renderHomeProfile({ uuid, ssid, lock, password, hidden }: HomeNetwork): string {
  const key = keyManagement[lock];
  // Without the pairing by button (WPS), which NetworkManager would try where a password is wrong: whoever is near could answer.
  const security = key ? { 'key-mgmt': key, 'wps-method': '1', ...(lock === 'owe' ? {} : { psk: escapeValue(password) }) } : undefined;
  return renderKeyfile({
    connection: { id: `percloud-wifi-${uuid}`, uuid, type: 'wifi', autoconnect: 'false' },
    wifi: { mode: 'infrastructure', ssid: bytesOf(ssid), ...(hidden ? { hidden: 'true' } : {}) },
    ...(security ? { 'wifi-security': security } : {}),
    ipv4: { method: 'auto' },
    ipv6: { method: 'auto' },
  });
}

/** The profile of the box's own access point: open, for nobody could read a password on a box without a screen. */
export const renderAccessPointProfile = (card: string, name: string): string =>
  renderKeyfile({
    connection: {
      id: 'percloud-wifi-setup',
      uuid: accessPoint.uuid,
      type: 'wifi',
      'interface-name': escapeValue(card),
      autoconnect: 'false',
    },
    // Who has joined can't get between another one and the page.
    wifi: { mode: 'ap', band: 'bg', ssid: bytesOf(Buffer.from(name).toString('hex')), 'ap-isolation': '1' },
    ipv4: { method: 'shared', address1: `${accessPoint.address}/${accessPoint.prefix}` },
    ipv6: { method: 'disabled' },
  });

const renderKeyfile = (groups: Record<string, Record<string, string>>): string =>
  Object.entries(groups)
    .map(
      ([group, values]) =>
        `[${group}]\n${Object.entries(values)
          .map(([key, value]) => `${key}=${value}\n`)
          .join('')}`,
    )
    .join('\n');

/** A list of bytes: no name has to be escaped, and none can be taken for something else. */
const bytesOf = (hex: string): string => [...Buffer.from(hex, 'hex')].map((byte) => `${byte};`).join('');

/** As GKeyFile reads it: `;`, `#` and quotes stand for themselves within a value. */
function escapeValue(value: string): string {
  if (/[\p{Cc}]/u.test(value)) throw new Error('A value of a profile has to be one line.');
  return value.replaceAll('\\', '\\\\').replace(/^ +| +$/g, (spaces) => '\\s'.repeat(spaces.length));
}
