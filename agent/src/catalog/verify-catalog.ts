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

const refused = (reason: string, cause?: unknown) => new Problem('catalog-refused', { values: { reason }, cause });

/** Nothing of a catalog is looked at before its signature was found right. */
export function verifyCatalog({ bytes, signature }: SignedCatalog, publicKey: string): CatalogFile {
  if (signature.trim() === '') throw refused('it is not signed');
  if (!signedBy(publicKey, bytes, signature)) throw refused('its signature is not right');
  const file = parse(bytes);
  if (file.architecture !== architecture()) throw refused(`it is for ${file.architecture} machines and this one is ${architecture()}`);
  return file;
}

/** Somebody who can answer for the catalog's host must not bring back an old release with a known hole. */
export function refuseOlder(file: CatalogFile, bytes: Buffer, seen: SeenCatalog | null) {
  if (!seen) return;
  if (file.number < seen.number) throw refused(`it is number ${file.number}, and this box already knows number ${seen.number}`);
  if (file.number === seen.number && digestOf(bytes) !== seen.digest)
    throw refused(`there are two different catalogs with number ${file.number}`);
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
    throw refused('this box does not understand it; it may need an update first', cause);
  }
}
