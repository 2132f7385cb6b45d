import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The text of a file of /proc or /sys, without the line break at its end. At once, because the kernel answers from memory: by way of
 * promises a look at the machine took six times as long.
 * @returns undefined where it is not there or can't be read now: some only answer while a device is awake or a cable is in.
 */
export function findText(path: string): string | undefined {
  try {
    // Device tree strings end with a zero byte.
    return readFileSync(path, 'utf8').replace(/[\n\0]+$/, '');
  } catch {
    return undefined;
  }
}

/** Names in a directory of /sys, sorted; none where it is not there. */
export function namesIn(path: string): string[] {
  try {
    return readdirSync(path).sort();
  } catch {
    return [];
  }
}

/** Of a directory of devices, those with hardware behind them: no loop device, no bridge, no zram. */
export const realDevices = (path: string): string[] => namesIn(path).filter((name) => existsSync(join(path, name, 'device')));
