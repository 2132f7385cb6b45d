import { createHash } from 'node:crypto';

/** What is stored of a session id or an app password. Plain sha256 is enough: both are long and random, nothing to guess. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret, 'utf8').digest('hex');
