import type { CatalogImage } from '@percloud/contract/catalog';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import { mayLeadTo, parseAddress } from './address.ts';
import { collect, get, type WebAnswer } from './web.ts';

/** A piece of an image, called by its digest. Of a manifest the size is not known before it is there. */
export interface Blob {
  digest: string;
  sizeBytes: number | null;
}

export interface BlobBytes {
  /** Where these bytes begin: 0 when the server can't begin in the middle. */
  offset: number;
  bytes: AsyncIterable<Uint8Array>;
}

/** A directory is read in place; anything else is opened from an offset on. What goes wrong on the way is thrown as it is, and tried again. */
export type BlobSource = { directory: string } | { open(blob: Blob, offset: number, signal: AbortSignal): Promise<BlobBytes> };

export const hexOf = (digest: string) => digest.slice('sha256:'.length);

export function sourceOf(image: CatalogImage, catalogAddress: string): BlobSource {
  if (!image.registry) return blobsAt(catalogAddress);
  requireLead(catalogAddress, image.registry);
  return registry(image.registry, image.manifest);
}

/** The catalog's own. */
export function blobsAt(catalogAddress: string): BlobSource {
  const from = parseAddress(catalogAddress);
  return 'directory' in from ? { directory: `${from.directory}/blobs/sha256` } : staticFiles(`${from.web}/blobs/sha256`);
}

/** A catalog of the web must not have the box ask what listens inside it. */
function requireLead(from: string, to: string) {
  if (!mayLeadTo(from, to)) throw new Problem('catalog-bad-address', { values: { address: to } });
}

const staticFiles = (address: string): BlobSource => ({
  open: async ({ digest }, offset, signal) => bytesOf(await get(`${address}/${hexOf(digest)}`, { signal, headers: range(offset) }), offset),
});

const manifestTypes = 'application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json';

/** The distribution protocol, as far as reading by digest needs it. Asks for a token when told to; without an account it is an anonymous one. */
function registry(address: string, manifest: string): BlobSource {
  let authorization: Record<string, string> = {};
  return {
    async open({ digest }, offset, signal) {
      const url = `${address}/${digest === manifest ? 'manifests' : 'blobs'}/${digest}`;
      const ask = () => get(url, { signal, headers: { ...range(offset), ...authorization, accept: `${manifestTypes}, */*` } });
      const first = await ask();
      if (first.status !== 401) return bytesOf(first, offset);
      await first.discard();
      authorization = { authorization: `Bearer ${await askToken(address, first.headers.get('www-authenticate') ?? '', signal)}` };
      return bytesOf(await ask(), offset);
    },
  };
}

const tokenSchema = z.union([
  z.object({ token: z.string() }).transform(({ token }) => token),
  z.object({ access_token: z.string() }).transform((answer) => answer.access_token),
]);

async function askToken(address: string, challenge: string, signal: AbortSignal): Promise<string> {
  const part = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(challenge)?.[1];
  const realm = part('realm');
  if (!/^bearer /i.test(challenge) || !realm) throw unreachable('wants a kind of sign-in that is not known here');
  requireLead(address, realm);
  const url = new URL(realm);
  for (const name of ['service', 'scope']) url.searchParams.set(name, part(name) ?? '');
  const { body } = await get(url.href, { signal });
  return tokenSchema.parse(JSON.parse((await collect(body, 64 * 1024)).toString('utf8')));
}

const range = (offset: number): Record<string, string> => (offset > 0 ? { range: `bytes=${offset}-` } : {});

async function bytesOf({ status, headers, body, discard }: WebAnswer, wanted: number): Promise<BlobBytes> {
  if (status === 200) return { offset: 0, bytes: body };
  const offset = Number(/^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1]);
  if (status === 206 && offset === wanted) return { offset, bytes: body };
  await discard();
  // Overloaded or restarting: worth another try. Anything else will be the same in a moment.
  if (status >= 500 || status === 408 || status === 429) throw new Error(`answered ${status}`);
  throw unreachable(`answered ${status}`);
}

const unreachable = (what: string) => new Problem('image-unreachable', { cause: new Error(`the server ${what}`) });
