import { open } from 'node:fs/promises';
import { hasCode, Problem } from '../problem.ts';
import { parseAddress } from './address.ts';
import type { SignedCatalog } from './verify-catalog.ts';
import { get } from './web.ts';

const catalogLimitBytes = 16 * 1024 ** 2;
const signatureLimitBytes = 1024;

/** Reads the two files of a catalog. Throws `catalog-unreachable` when they can't be read, `catalog-refused` when there is no signature. */
export async function readCatalog(address: string, signal: AbortSignal): Promise<SignedCatalog> {
  const from = parseAddress(address);
  const read = (name: string, limitBytes: number) =>
    'web' in from ? readWeb(`${from.web}/${name}`, limitBytes, signal) : readFile(`${from.directory}/${name}`, limitBytes);
  const bytes = await read('catalog.json', catalogLimitBytes);
  if (!bytes) throw new Problem('catalog-unreachable', { detail: `There is no catalog at ${address}.` });
  const signature = await read('catalog.json.sig', signatureLimitBytes);
  return { bytes, signature: signature?.toString('latin1') ?? '' };
}

async function readWeb(url: string, limitBytes: number, signal: AbortSignal): Promise<Buffer | undefined> {
  try {
    const response = await get(url, { signal });
    if (response.status === 404) return undefined;
    if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
    return await collect(response.body, limitBytes);
  } catch (cause) {
    throw unreachable(cause);
  }
}

async function readFile(path: string, limitBytes: number): Promise<Buffer | undefined> {
  try {
    await using file = await open(path);
    return await collect(file.createReadStream({ autoClose: false }), limitBytes);
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return undefined;
    throw unreachable(cause);
  }
}

async function collect(stream: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > limitBytes) throw new Problem('catalog-refused', { values: { reason: 'it is too large' } });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const unreachable = (cause: unknown) => (cause instanceof Problem ? cause : new Problem('catalog-unreachable', { cause }));
