import { z } from 'zod';
import { readTerse } from './terse.ts';

export const deviceFields = 'DEVICE,TYPE,STATE,CON-UUID';
const deviceSchema = z
  .tuple([z.string().min(1), z.string(), z.string(), z.string()])
  .transform(([name, type, state, connection]) => ({ name, type, state, connection }));
export type Device = z.infer<typeof deviceSchema>;

/** @param output of `nmcli --terse --fields DEVICE,TYPE,STATE,CON-UUID device status` in the locale C */
export const readDevices = (output: string): Device[] => z.array(deviceSchema).parse(readTerse(output));

/**
 * By cable or by Wi-Fi, with an address. What NetworkManager only watches (Docker's bridges, `lo`) is `connected (externally)`.
 * @param accessPoint the UUID of our own, which is no network
 */
export const hasNetwork = (devices: readonly Device[], accessPoint: string): boolean =>
  devices.some(({ state, connection }) => state === 'connected' && connection !== accessPoint);

/** Cards that NetworkManager can use now. */
export const wifiCards = (devices: readonly Device[]): string[] =>
  devices.filter(({ type, state }) => type === 'wifi' && state !== 'unmanaged' && state !== 'unavailable').map(({ name }) => name);
