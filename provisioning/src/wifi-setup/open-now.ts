import { rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { readJson } from '../read-json.ts';

/** Its directory is the unit's, and goes with it. */
const file = '/run/percloud-wifi-setup/open.json';
const openSchema = z.object({ ssid: z.string().min(1).max(32) });

/** Lets the box's screen know which access point is open. */
export const tellOpen = (ssid: string): Promise<void> => writeFile(file, JSON.stringify({ ssid }), { mode: 0o644 });

export const tellClosed = (): Promise<void> => rm(file, { force: true });

/** @returns the name of the access point that is open now; undefined while none is. Never throws. */
export const findOpenAccessPoint = async (): Promise<string | undefined> => (await readJson(file, openSchema))?.ssid;
