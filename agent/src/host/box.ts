import { randomInt } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hasCode } from '../problem.ts';
import { type HostConfig, hostConfigSchema } from './host-config.ts';
import { Stop } from './stop.ts';

/** `DATA/box.json`: who this installation is and how it was first brought up, so that later commands need not be told again. */
const boxSchema = z.strictObject({
  boxId: hostConfigSchema.shape.boxId,
  httpsPort: z.number().int(),
  httpPort: z.number().int(),
  /** Null: the catalog of this checkout. */
  catalog: hostConfigSchema.shape.catalog.nullable(),
  createdAt: z.iso.datetime(),
});
export type Box = z.infer<typeof boxSchema>;
export type BoxOptions = Partial<Pick<Box, 'httpsPort' | 'httpPort' | 'catalog'>>;

const fileOf = (dataDir: string) => join(dataDir, 'box.json');

export async function findBox(dataDir: string): Promise<Box | undefined> {
  try {
    return boxSchema.parse(JSON.parse(await readFile(fileOf(dataDir), 'utf8')));
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return undefined;
    if (hasCode(error, 'EACCES'))
      throw new Stop(`Only root may look into ${dataDir}.`, { remedy: 'Put “sudo” before the command.', cause: error });
    throw error;
  }
}

/** Options given now win over those of the first time. */
export async function ensureBox(dataDir: string, options: BoxOptions): Promise<Box> {
  const before = await findBox(dataDir);
  const box: Box = {
    boxId: before?.boxId ?? newBoxId(),
    httpsPort: options.httpsPort ?? before?.httpsPort ?? 443,
    httpPort: options.httpPort ?? before?.httpPort ?? 80,
    catalog: options.catalog === undefined ? (before?.catalog ?? null) : options.catalog,
    createdAt: before?.createdAt ?? new Date().toISOString(),
  };
  await writeWhole(fileOf(dataDir), `${JSON.stringify(box, null, 2)}\n`, 0o600);
  return box;
}

const newBoxId = () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const pick = (from: string) => from.charAt(randomInt(from.length));
  return pick(letters) + Array.from({ length: 7 }, () => pick(`${letters}0123456789`)).join('');
};

export const runDirOf = (box: Pick<Box, 'boxId'>) => `/run/percloud/${box.boxId}`;
export const hostFileOf = (host: Pick<HostConfig, 'runDir'>) => join(host.runDir, 'host.json');

/** Replaces a file in one go: a reader sees the old or the new one, also after a power cut. */
export async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  await writeFile(`${path}.new`, text, { mode, flush: true });
  await rename(`${path}.new`, path);
}
