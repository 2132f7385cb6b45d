import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { PlaceKind } from '@percloud/contract/backup-places';
import type { Address } from './place-address.ts';

const timeoutMs = 15_000;
const askable: readonly PlaceKind[] = ['rest', 'box'];
type Asked = Pick<Address, 'address' | 'certificate'>;

/** Whether a place gives up nothing it has; undefined: it can't be asked, or does not say. */
export async function findAppendOnly(kind: PlaceKind, asked: Asked): Promise<boolean | undefined> {
  return askable.includes(kind) ? ask(asked).catch(() => undefined) : undefined;
}

/**
 * A server for restic is asked to delete what is not there: one that lets nobody delete refuses before it looks (rest-server, rclone with
 * `--append-only`).
 */
async function ask({ address, certificate }: Asked): Promise<boolean> {
  const url = new URL(`data/${'0'.repeat(64)}`, address.replace(/^rest:/, ''));
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  // Who is in the address signs in.
  const asked = request(url, { method: 'DELETE', ca: certificate, signal: AbortSignal.timeout(timeoutMs) });
  asked.end();
  const [answer]: IncomingMessage[] = await once(asked, 'response');
  // Its words are not waited for, and whether they arrive matters to nobody.
  asked.on('error', () => undefined).destroy();
  return answer?.statusCode === 403;
}
