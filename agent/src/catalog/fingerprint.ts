import { createHash } from 'node:crypto';

const groups = 8;

/** Of a publisher's key, for two people to compare on the telephone: 128 bits of its sha256 as `3f2a 91bc …`. */
export const fingerprint = (publicKey: string) =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').match(/.{4}/g)?.slice(0, groups).join(' ') ?? '';
