import { chmodSync, chownSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { HostConfig } from '../host/host-config.ts';
import { paths } from '../host/host-config.ts';

const rootConnections = new WeakSet<Socket>();

/** Decided by the socket a request came in by, never by anything it says: what Caddy passes on is not root. */
export const isRoot = (request: FastifyRequest) => rootConnections.has(request.raw.socket);

/** Root's own socket, and the one Caddy may reach. */
export async function listen(host: HostConfig, listener: RequestListener): Promise<Server[]> {
  const { agentSocket, agentCaddySocket } = paths(host);
  const forRoot = createServer(listener).on('connection', (connection) => rootConnections.add(connection));
  const forCaddy = createServer(listener);
  await listenAt(forRoot, agentSocket, 0o600);
  await listenAt(forCaddy, agentCaddySocket, 0o660, groupId('caddy'));
  return [forRoot, forCaddy];
}

async function listenAt(server: Server, path: string, mode: number, group?: number) {
  // Whoever died without tidying up left its socket; the instance lock says that nobody listens on it.
  rmSync(path, { force: true });
  const umask = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  } finally {
    process.umask(umask);
  }
  if (group !== undefined) chownSync(path, 0, group);
  chmodSync(path, mode);
}

/** Undefined where the machine has no such group (no Caddy installed yet): the socket stays root's. */
export function groupId(name: string, groups = readFileSync('/etc/group', 'utf8')): number | undefined {
  const line = groups.split('\n').find((each) => each.startsWith(`${name}:`));
  return line === undefined ? undefined : Number(line.split(':')[2]);
}
