import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readSshKey } from '@percloud/contract/ssh-key';
import { z } from 'zod';
import { type BoxSettings, boxSettingsFile, readBoxSettings } from '../box-settings.ts';
import { replaceFile } from '../config-partition.ts';
import type { PercloudYaml } from '../percloud-yaml.ts';
import { readJson } from '../read-json.ts';
import { cableFile, cableKeyfile, type Keyfile, wifiKeyfile } from './keyfiles.ts';
import type { Mistake } from './mistakes.ts';

/** What was taken over and how it read then, without its secrets: what people changed on the box since, an old file does not change back. */
const takenSchema = z.record(z.string(), z.string());

export interface Applying {
  dataDir: string;
  hashPassword(password: string): Promise<string>;
}

/**
 * Writes what the box reads: `provision/box.json`, profiles of networks, `ssh/authorized_keys`, `provision/fleet.json`. May run twice.
 * What the file does not name stays as it is.
 * @returns secrets the file no longer has, and the box neither
 */
export async function applySettings(settings: PercloudYaml, { dataDir, hashPassword }: Applying): Promise<Mistake[]> {
  const takenFile = join(dataDir, 'provision/taken.json');
  const before = (await readJson(takenFile, takenSchema)) ?? {};
  const taken = { ...before };
  const forgotten: Mistake[] = [];
  /** Runs where the part reads otherwise than when it was taken over. */
  const ifNew = async (part: string, value: unknown, apply: () => Promise<void>) => {
    const print = createHash('sha256').update(JSON.stringify(value)).digest('hex');
    if (taken[part] === print) return;
    await apply();
    taken[part] = print;
  };
  /** A secret that is there is always taken; one that is gone has to have been. */
  const takeSecret = async (part: string, secret: string, path: Mistake['path'], apply: () => Promise<void>) => {
    if (secret !== '') {
      await apply();
      taken[part] = 'secret';
    } else if (taken[part] !== 'secret') forgotten.push({ kind: 'forgotten', path });
  };
  const writeKeyfile = ({ name, text }: Keyfile) => keep(join(dataDir, 'network', name), text, 0o600);

  const { wifi, network, ssh, fleet } = settings;
  const box = await keepBoxSettings(dataDir, settings);
  if (wifi) await ifNew('wifi.country', wifi.country, () => keep(join(dataDir, 'wifi-country'), `COUNTRY=${wifi.country}\n`, 0o644));
  for (const [index, one] of wifi?.networks?.entries() ?? []) {
    const part = `wifi ${Buffer.from(one.ssid).toString('hex')}`;
    const write = () => writeKeyfile(wifiKeyfile(one));
    if (one.password === undefined) await ifNew(part, one, write);
    else await takeSecret(part, one.password, ['wifi', 'networks', index, 'password'], write);
  }
  if (network)
    await ifNew('network', network, () =>
      network === 'automatic' ? rm(join(dataDir, 'network', cableFile), { force: true }) : writeKeyfile(cableKeyfile(network)),
    );
  if (ssh) await ifNew('ssh', ssh, () => writeKeys(join(dataDir, 'ssh/authorized_keys'), ssh.keys));
  if (fleet)
    await takeSecret('fleet', fleet.key, ['fleet', 'key'], async () => {
      const operator = { name: fleet.operator, displayName: fleet.displayName, language: box.language ?? 'en' };
      const text = JSON.stringify({ ...operator, passwordHash: await hashPassword(fleet.key) });
      await keep(join(dataDir, 'provision/fleet.json'), `${text}\n`, 0o600);
    });
  if (JSON.stringify(taken) !== JSON.stringify(before)) await keep(takenFile, `${JSON.stringify(taken, null, 2)}\n`, 0o600);
  return forgotten;
}

async function keepBoxSettings(
  dataDir: string,
  { hostname, language, timeZone, operator, relay, channel }: PercloudYaml,
): Promise<BoxSettings> {
  const before = await readBoxSettings(dataDir);
  const said = { hostname, language, timeZone, operatorEmail: operator?.email, relay, channel };
  const box = { ...before, ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) };
  if (JSON.stringify(box) !== JSON.stringify(before)) await keep(boxSettingsFile(dataDir), `${JSON.stringify(box, null, 2)}\n`, 0o644);
  return box;
}

async function writeKeys(file: string, keys: string[]): Promise<void> {
  const lines = keys.map(readSshKey).flatMap((key) => ('line' in key ? [`${key.line}\n`] : []));
  if (lines.length === 0) await rm(file, { force: true });
  else await keep(file, lines.join(''), 0o600);
}

async function keep(path: string, text: string, mode: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await replaceFile(path, text, mode);
}
