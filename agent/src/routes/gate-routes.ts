import { type HostConfig, paths } from '../host/host-config.ts';
import type { CaddyHandler, CaddyRoute } from './caddy-json.ts';

const upstreams = (host: HostConfig) => [{ dial: `unix/${paths(host).gateSocket}` }];
/** A request that meets a restarting gate waits for it. */
const patience = { try_duration: '5s', try_interval: '50ms' };

/** The browser talks to the gate itself. */
export const toGate = (host: HostConfig): CaddyHandler => ({
  handler: 'reverse_proxy',
  upstreams: upstreams(host),
  load_balancing: patience,
});

/** The gate's page for an app that can't answer. The question mark takes the request's own query away. */
export const closedPage = (host: HostConfig): CaddyHandler => ({
  handler: 'reverse_proxy',
  upstreams: upstreams(host),
  rewrite: { method: 'GET', uri: '/closed?' },
});

/**
 * Caddy's forward_auth, written out: the gate is asked about every request; a 200 lets it on to the next handler with the identity
 * and the cookies and credentials the gate left over, any other answer is the client's.
 */
export const askGate = (host: HostConfig): CaddyHandler => ({
  handler: 'reverse_proxy',
  upstreams: upstreams(host),
  load_balancing: patience,
  rewrite: { method: 'GET', uri: '/check?' },
  headers: { request: { set: { 'X-Forwarded-Method': ['{http.request.method}'], 'X-Forwarded-Uri': ['{http.request.uri}'] } } },
  handle_response: [
    {
      match: { status_code: [200] },
      routes: [
        { handle: [{ handler: 'headers', request: { delete: ['Cookie', 'Authorization'] } }] },
        carry('X-Remote-User', 'X-Remote-User'),
        carry('Cookie', 'X-Percloud-Cookie'),
        carry('Authorization', 'X-Percloud-Authorization'),
      ],
    },
  ],
});

/** An empty header is not the same as none to every app. */
function carry(header: string, answer: string): CaddyRoute {
  const value = `{http.reverse_proxy.header.${answer}}`;
  return {
    match: [{ not: [{ vars: { [value]: [''] } }] }],
    handle: [{ handler: 'headers', request: { set: { [header]: [value] } } }],
  };
}
