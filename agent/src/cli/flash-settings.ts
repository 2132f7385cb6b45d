import { readFile } from 'node:fs/promises';
import { readSshKey } from '@percloud/contract/ssh-key';
import { writeSettings } from '@percloud/provisioning/flash/settings';
import { percloudYamlSchema } from '@percloud/provisioning/percloud-yaml';
import { parse } from 'yaml';
import { askSecret } from './ask-secret.ts';
import { Usage } from './exit-codes.ts';

export interface SettingFlags {
  config?: string;
  hostname?: string;
  language?: string;
  timeZone?: string;
  sshKey?: string;
  wifiSsid?: string;
  wifiCountry?: string;
  wifiHidden?: boolean;
  wifiOpen?: boolean;
  wifiPasswordStdin?: boolean;
}

/** The `percloud.yaml` for a card, looked through before anything is written; undefined: none is wanted. */
export async function settingsText({ config, ...flags }: SettingFlags): Promise<string | undefined> {
  const { hostname, language, timeZone, sshKey, ...wifi } = flags;
  if (config !== undefined) {
    const [other] = Object.entries(flags).find(([, value]) => value !== undefined) ?? [];
    if (other) throw new Usage('Settings come from a file or from options, not from both.', 'Write all of them into the file of --config.');
    return readSettings(config);
  }
  const sshKeys = sshKey === undefined ? [] : [await publicKey(sshKey)];
  return writeSettings({ hostname, language, timeZone, sshKeys, wifi: await wifiOf(wifi) });
}

async function readSettings(path: string): Promise<string> {
  const text = await readText(path);
  let settings: unknown;
  try {
    settings = parse(text) ?? {};
  } catch {
    // What the parser says quotes the line, and with it a password.
    throw new Usage(`${path} is not YAML.`, 'See docs/percloud-yaml.md for what it may hold.');
  }
  const read = percloudYamlSchema.safeParse(settings);
  if (read.success) return text;
  const faults = read.error.issues.map(({ path: place, message }) => `${place.join('.')} ${message}`);
  throw new Usage(`A box would not take ${path}: ${faults.join('; ')}.`, 'Mend it and try again. Nothing was written.');
}

async function publicKey(path: string): Promise<string> {
  const key = readSshKey(await readText(path));
  if ('line' in key) return key.line;
  throw key.wrong === 'private'
    ? new Usage(`${path} is the private half of a key.`, `Name the public one, ${path}.pub. The private one stays with you.`)
    : new Usage(`${path} is no public SSH key that a box takes (${key.wrong}).`, 'Make one with ssh-keygen -t ed25519, and name its .pub.');
}

async function wifiOf({ wifiSsid: ssid, wifiCountry: country, wifiHidden, wifiOpen, wifiPasswordStdin }: SettingFlags) {
  if (ssid === undefined) {
    if (country ?? wifiHidden ?? wifiOpen ?? wifiPasswordStdin) throw new Usage('Which Wi-Fi?', 'Add --wifi-ssid with its name.');
    return undefined;
  }
  if (country === undefined)
    throw new Usage('The rules for radio differ from country to country.', 'Add --wifi-country, such as ES or IT.');
  if (wifiOpen && wifiPasswordStdin)
    throw new Usage('A Wi-Fi is open or has a password.', 'Leave out --wifi-open, or --wifi-password-stdin.');
  const password = wifiOpen ? undefined : wifiPasswordStdin ? await readInput() : await askSecret(`Password of the Wi-Fi “${ssid}”`);
  if (password === '') throw new Usage('The password is empty.', 'Type it, or add --wifi-open where there is none.');
  return { ssid, country, password, hidden: wifiHidden === true };
}

async function readInput(): Promise<string> {
  process.stdin.setEncoding('utf8');
  let text = '';
  for await (const chunk of process.stdin) text += String(chunk);
  return text.replace(/\r?\n$/, '');
}

const readText = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch(() => {
    throw new Usage(`${path} can’t be read.`, 'See that the name is right.');
  });
