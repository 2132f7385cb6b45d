import { type IncomingHttpHeaders, request } from 'node:http';
import { type HostConfig, originOf, paths } from '../../src/host/host-config.ts';

export interface RawRequest {
  method: string;
  /** Below `/api`. */
  path: string;
  /** The session's token. */
  token?: string | undefined;
  /** JSON, unless it is text already. */
  body?: unknown;
  /** Over those a browser on the panel sends; undefined leaves one out. */
  headers?: Record<string, string | undefined>;
  /** Don't wait for the end: of a stream the first piece is the answer. */
  firstPiece?: boolean;
}

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** Of a problem document. */
  code: string | undefined;
}

/** Requests as Caddy passes them on, one by one and as odd as a test wants them. */
export function asCaddy(host: HostConfig, { method, path, token, body, headers = {}, firstPiece }: RawRequest): Promise<RawAnswer> {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const all = {
    host: host.hostname,
    origin: originOf(host.hostname, host),
    'x-forwarded-for': '192.0.2.1',
    ...(text !== undefined && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
    ...(token && { cookie: `other=1; __Host-percloud=${token}` }),
    ...headers,
  };
  const sentHeaders = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath: paths(host).agentCaddySocket, method, path: `/api${path}`, headers: sentHeaders, agent: false });
    sent.on('error', reject);
    sent.on('response', (response) => {
      let received = '';
      const answer = () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: received, code: codeOf(received) });
      response.setEncoding('utf8').on('data', (piece: string) => {
        received += piece;
        if (!firstPiece) return;
        answer();
        sent.destroy();
      });
      response.on('end', answer).on('error', reject);
    });
    sent.end(text);
  });
}

function codeOf(text: string): string | undefined {
  if (!text.startsWith('{')) return undefined;
  const document: unknown = JSON.parse(text);
  return typeof document === 'object' && document && 'code' in document ? String(document.code) : undefined;
}
