import { join } from 'node:path';
import { languageSchema } from '@percloud/contract/words';
import { z } from 'zod';
import { readJson } from './read-json.ts';

/** `provision/box.json` on the data partition: what `percloud.yaml` said that is no secret. */
export const boxSettingsSchema = z.object({
  hostname: z.string().optional(),
  language: languageSchema.optional(),
  timeZone: z.string().optional(),
  operatorEmail: z.string().optional(),
  relay: z.string().optional(),
  channel: z.string().optional(),
});
export type BoxSettings = z.infer<typeof boxSettingsSchema>;

/** @param dataDir `/var/lib/percloud` on a box */
export const boxSettingsFile = (dataDir: string) => join(dataDir, 'provision/box.json');

/** Nothing where there was no `percloud.yaml`, as on a developer's machine. Never throws. */
export const readBoxSettings = async (dataDir: string): Promise<BoxSettings> =>
  (await readJson(boxSettingsFile(dataDir), boxSettingsSchema)) ?? {};
