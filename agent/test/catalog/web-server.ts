import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a host misbehaves; changed by a test at any time. */
export interface Behaviour {
  /** Destroys the connection after so many bytes of an answer, this often. */
  dieAfterBytes: number;
  deaths: number;
  ignoreRange: boolean;
  status: number | null;
  /** Where it sends everybody instead of answering. */
  location: string | null;
  /** What is sent instead of a file. */
  alter: (bytes: Buffer, path: string) => Buffer;
  /** Awaited in the middle of an answer. */
  pause: (path: string) => Promise<void>;
}

export interface Asked {
  path: string;
  range: string | undefined;
}

const good: Behaviour = {
  dieAfterBytes: Number.POSITIVE_INFINITY,
  deaths: 0,
  ignoreRange: false,
  status: null,
  location: null,
  alter: (bytes) => bytes,
  pause: async () => {},
};
const pieceBytes = 64 * 1024;

/** Serves a directory on loopback, as any web host would, and as badly as told. */
export async function serveDirectory(directory: string, port = 0) {
  const behaviour: Behaviour = { ...good };
  const asked: Asked[] = [];
  let sentBytes = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/';
    const range = request.headers.range;
    asked.push({ path, range });
    if (behaviour.location) return response.writeHead(302, { location: `${behaviour.location}${path}` }).end();
    if (behaviour.status) return response.writeHead(behaviour.status).end();
    const file = await readFile(`${directory}${path}`).catch(() => null);
    if (!file) return response.writeHead(404).end();
    const whole = behaviour.alter(file, path);
    const from = range && !behaviour.ignoreRange ? Number(/^bytes=(\d+)-$/.exec(range)?.[1]) : 0;
    const part = whole.subarray(from);
    const headers = {
      'content-length': part.length,
      ...(from > 0 ? { 'content-range': `bytes ${from}-${whole.length - 1}/${whole.length}` } : {}),
    };
    response.writeHead(from > 0 ? 206 : 200, headers);
    for (let offset = 0; offset < part.length && !response.destroyed; offset += pieceBytes) {
      if (offset > 0) await behaviour.pause(path);
      if (offset >= behaviour.dieAfterBytes && behaviour.deaths > 0) {
        behaviour.deaths -= 1;
        return response.destroy();
      }
      const piece = part.subarray(offset, offset + pieceBytes);
      sentBytes += piece.length;
      await new Promise<void>((resolve) => response.write(piece, () => resolve()));
    }
    return response.end();
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${bound}`,
    port: bound,
    asked,
    behaviour,
    sentBytes: () => sentBytes,
    forget() {
      asked.length = 0;
      sentBytes = 0;
      Object.assign(behaviour, good);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    async [Symbol.asyncDispose]() {
      await this.close();
    },
  };
}
