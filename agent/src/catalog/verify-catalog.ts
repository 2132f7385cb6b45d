import { createHash, createPublicKey, verify } from 'node:crypto';
import { type CatalogFile, catalogFileSchema } from '@percloud/contract/catalog';
import { Problem } from '../problem.ts';

/** A catalog as it is published: the exact bytes and the signature over them. */
export interface SignedCatalog {
  bytes: Buffer;
  /** Base64. */
  signature: string;
}

/** What of a catalog the box has accepted before. */
export interface SeenCatalog {
  number: number;
  digest: string;
}

export const digestOf = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Nothing of a catalog is looked at before its signature was found right. */
export function openCatalog({ bytes, signature }: SignedCatalog, publicKey: string): CatalogFile {
  if (signature.trim() === '') throw new Problem('catalog-unsigned');
  if (!signedBy(publicKey, bytes, signature)) throw new Problem('catalog-key-differs');
  return parse(bytes);
}

/** And for this machine. */
export function verifyCatalog(signed: SignedCatalog, publicKey: string): CatalogFile {
  const file = openCatalog(signed, publicKey);
  if (file.architecture !== architecture())
    throw new Problem('catalog-wrong-machine', { values: { theirs: file.architecture, ours: architecture() } });
  return file;
}

/** Somebody who can answer for the catalog's host must not bring back an old release with a known hole. */
export function refuseOlder({ number }: CatalogFile, bytes: Buffer, seen: SeenCatalog | null) {
  if (!seen) return;
  if (number < seen.number) throw new Problem('catalog-older', { values: { number, known: seen.number } });
  if (number === seen.number && digestOf(bytes) !== seen.digest) throw new Problem('catalog-contradicts', { values: { number } });
}

export const architecture = () => (process.arch === 'x64' ? 'amd64' : process.arch);

function signedBy(publicKey: string, bytes: Buffer, signature: string): boolean {
  const x = Buffer.from(publicKey, 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, bytes, key, Buffer.from(signature.trim(), 'base64'));
}

function parse(bytes: Buffer): CatalogFile {
  try {
    return catalogFileSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    throw new Problem('catalog-not-understood', { cause });
  }
}
