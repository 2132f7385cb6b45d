import { stringify } from 'yaml';
import type { z } from 'zod';
import { percloudYamlSchema } from '../percloud-yaml.ts';
import { FlashStopped } from './flash-stopped.ts';

/** What can be said of a box in the command that writes its card; all else stands in a file. */
export interface SettingsGiven {
  hostname?: string;
  language?: string;
  timeZone?: string;
  wifi?: { country: string; ssid: string /** Undefined: an open network. */; password: string | undefined; hidden: boolean };
  /** Public keys, as in `id_ed25519.pub`. */
  sshKeys: readonly string[];
}

/**
 * The text of a `percloud.yaml` with what was given; undefined where nothing was.
 * @throws FlashStopped where a box would not take it, without what is secret in it
 */
export function writeSettings({ hostname, language, timeZone, wifi, sshKeys }: SettingsGiven): string | undefined {
  const settings = {
    ...(hostname !== undefined && { hostname }),
    ...(language !== undefined && { language }),
    ...(timeZone !== undefined && { timeZone }),
    ...(wifi && { wifi: { country: wifi.country, networks: [networkOf(wifi)] } }),
    ...(sshKeys.length > 0 && { ssh: { keys: [...sshKeys] } }),
  };
  if (Object.keys(settings).length === 0) return undefined;
  const read = percloudYamlSchema.safeParse(settings);
  if (!read.success)
    throw new FlashStopped(
      `A box would not take these settings: ${faultsOf(read.error)}.`,
      'Mend them and try again. Nothing was written.',
    );
  return stringify(settings);
}

const networkOf = ({ ssid, password, hidden }: NonNullable<SettingsGiven['wifi']>) => ({
  ssid,
  ...(password !== undefined && { password }),
  ...(hidden && { hidden }),
});

const faultsOf = ({ issues }: z.ZodError): string => issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ');
