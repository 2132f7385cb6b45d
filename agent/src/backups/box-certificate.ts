import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { text } from 'node:stream/consumers';
import { TLSSocket } from 'node:tls';
import { boxCertificatePath } from '../host/host-config.ts';
import { Problem } from '../problem.ts';

const timeoutMs = 15_000;
const longest = 20_000;

/**
 * A box vouches for itself. It is asked for what it vouches with, and believed this first time, as SSH believes a server; from then on only
 * who has the key to that is. Undefined: a well-known authority vouches for it, too.
 */
export async function findBoxCertificate(address: string): Promise<string | undefined> {
  const url = new URL(boxCertificatePath, address);
  const told = await ask(url, { rejectUnauthorized: false });
  const certificate = isCertificate(told.text) ? told.text : undefined;
  if (!certificate) throw new Problem('backup-no-box', { values: { host: url.host } });
  if (told.isTrusted) return undefined;
  await ask(url, { ca: certificate });
  return certificate;
}

/** By a connection of its own. */
async function ask(url: URL, options: RequestOptions): Promise<{ isTrusted: boolean; text: string }> {
  try {
    const asked = request(url, { ...options, agent: false, signal: AbortSignal.timeout(timeoutMs) });
    asked.end();
    const [answer]: IncomingMessage[] = await once(asked, 'response');
    if (answer?.statusCode !== 200 || Number(answer.headers['content-length'] ?? Infinity) > longest) {
      asked.on('error', () => undefined).destroy();
      return { isTrusted: false, text: '' };
    }
    return { isTrusted: answer.socket instanceof TLSSocket && answer.socket.authorized, text: await text(answer) };
  } catch (error) {
    throw new Problem('backup-target-unreachable', { cause: error });
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}
