import { createReadStream } from 'node:fs';
import { hasCode, Problem } from '../problem.ts';
import { parseAddress } from './address.ts';
import type { SignedCatalog } from './verify-catalog.ts';
import { collect, get, TooLarge } from './web.ts';

const signatureLimitBytes = 1024;

/** Reads the two files of a catalog. A missing signature is an empty one: whoever verifies refuses it. */
export async function readCatalog(address: string, limitBytes: number, signal: AbortSignal): Promise<SignedCatalog> {
  const from = parseAddress(address);
  const read = (name: string, limitBytes: number) =>
    'web' in from ? readWeb(`${from.web}/${name}`, limitBytes, signal) : readFile(`${from.directory}/${name}`, limitBytes);
  try {
    const bytes = await read('catalog.json', limitBytes);
    if (!bytes) throw new Problem('catalog-unreachable', { detail: `There is no catalog at ${address}.` });
    const signature = await read('catalog.json.sig', signatureLimitBytes);
    return { bytes, signature: signature?.toString('latin1') ?? '' };
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    if (cause instanceof TooLarge) throw new Problem('catalog-too-large', { cause });
    throw new Problem('catalog-unreachable', { cause });
  }
}

async function readWeb(url: string, limitBytes: number, signal: AbortSignal): Promise<Buffer | undefined> {
  const { status, body, discard } = await get(url, { signal });
  if (status === 200) return await collect(body, limitBytes);
  await discard();
  if (status === 404) return undefined;
  throw new Error(`${url} answered ${status}`);
}

async function readFile(path: string, limitBytes: number): Promise<Buffer | undefined> {
  try {
    return await collect(createReadStream(path), limitBytes);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
