import { z } from 'zod';
import { type Lock, type Network, nameOf } from './networks.ts';

/** The form as a browser sends it. */
const formSchema = z.object({
  /** Bytes in hex; empty: the one whose name was typed. */
  network: z.string().max(64).default(''),
  name: z.string().max(100).default(''),
  password: z.string().max(200).default(''),
  country: z.string().max(2).default(''),
});

export interface Choice {
  ssid: string;
  lock: Lock;
  hidden: boolean;
  password: string;
  /** ISO 3166, `ES`. */
  country: string;
}

export type Mistake = 'noNetwork' | 'unknownNetwork' | 'unsupported' | 'nameTooLong' | 'noPassword' | 'badPassword' | 'noCountry';

/**
 * What somebody chose on the page, or what is wrong with it.
 * @param form the body of the form, `application/x-www-form-urlencoded`
 * @param countries the codes that there are
 */
export function readChoice(form: string, networks: readonly Network[], countries: readonly string[]): Choice | Mistake {
  const parsed = formSchema.safeParse(Object.fromEntries(new URLSearchParams(form)));
  if (!parsed.success) return 'nameTooLong';
  const { network, name, password, country } = parsed.data;
  const target = network ? networks.find(({ ssid }) => ssid === network) : hiddenNetwork(name, password);
  if (!target) return network ? 'unknownNetwork' : 'noNetwork';
  if (target.ssid.length > 64) return 'nameTooLong';
  if (target.lock === 'unsupported') return 'unsupported';
  if (!countries.includes(country)) return 'noCountry';
  const locked = target.lock === 'wpa' || target.lock === 'wpa3';
  if (locked && password === '') return 'noPassword';
  // The rule of WPA: 8 to 63 printable characters of ASCII, or the key itself in hex.
  if (locked && !/^(?:[ -~]{8,63}|[0-9A-Fa-f]{64})$/.test(password)) return 'badPassword';
  return { ssid: target.ssid, lock: target.lock, hidden: network === '', password: locked ? password : '', country };
}

function hiddenNetwork(name: string, password: string): Pick<Network, 'ssid' | 'lock'> | undefined {
  return name === '' ? undefined : { ssid: Buffer.from(name).toString('hex'), lock: password ? 'wpa' : 'none' };
}

/** For the page that says where the box goes. */
export const nameOfChoice = ({ ssid }: Choice): string => nameOf(ssid);
