import { type HostConfig, paths } from '../host/host-config.ts';
import { Problem } from '../problem.ts';
import { always, type CaddyHandler, type CaddyRoute, onHosts, onPaths, setHeaders, setHeaderUnlessSent, subroute } from './caddy-json.ts';
import { toGate } from './gate-routes.ts';
import { scrub } from './scrub.ts';

/** The agent refuses what is over its own, smaller limit with a problem document; this holds where it can't. */
const apiBodyBytes = 2_000_000;

const policy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');
/** The agent's own is stricter, for icons that come from a catalog. */
const contentPolicy = setHeaderUnlessSent('Content-Security-Policy', policy);
const securityHeaders = setHeaders({
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
});

/** Not for the panel's own files: the landing page, still on plain HTTP, asks for one to find out whether the browser trusts the box. */
const forThePanelOnly = setHeaders({ 'Cross-Origin-Resource-Policy': 'same-origin' });

export const panelRoute = (host: HostConfig): CaddyRoute =>
  onHosts(
    [host.hostname],
    scrub,
    subroute(
      // The gate's pages bring their own, stricter policy.
      onPaths(['/.percloud/*'], toGate(host)),
      onPaths(
        ['/api', '/api/*'],
        contentPolicy,
        securityHeaders,
        forThePanelOnly,
        { handler: 'request_body', max_size: apiBodyBytes },
        toAgent(host),
      ),
      onPaths(['/assets/*'], contentPolicy, securityHeaders, hashedFiles, compressed, files(host.panelDir)),
      always(
        contentPolicy,
        securityHeaders,
        setHeaders({ 'Cache-Control': 'no-cache' }),
        compressed,
        subroute({
          match: [{ file: { root: host.panelDir, try_files: ['{http.request.uri.path}', '/index.html'] } }],
          handle: [toMatchedFile],
        }),
        files(host.panelDir),
      ),
    ),
  );

const toAgent = (host: HostConfig): CaddyHandler => ({
  handler: 'reverse_proxy',
  upstreams: [{ dial: `unix/${paths(host).agentCaddySocket}` }],
});

export const files = (root: string): CaddyHandler => ({
  handler: 'file_server',
  root,
  precompressed: { br: {}, gzip: {} },
  precompressed_order: ['br', 'gzip'],
});

const toMatchedFile: CaddyHandler = { handler: 'rewrite', uri: '{http.matchers.file.relative}' };
const compressed: CaddyHandler = { handler: 'encode', encodings: { zstd: {}, gzip: {} }, prefer: ['zstd', 'gzip'] };
const hashedFiles: CaddyHandler = {
  handler: 'headers',
  response: { deferred: true, require: { status_code: [2, 304] }, set: { 'Cache-Control': ['public, max-age=31536000, immutable'] } },
};

/** While the agent is away the API still answers in its own words. */
export const panelErrors = (host: HostConfig): CaddyRoute => ({
  match: [{ host: [host.hostname], path: ['/api', '/api/*'] }],
  handle: [
    subroute(
      { match: [{ vars: { '{http.error.status_code}': ['413'] } }], handle: [problem(new Problem('too-large'))], terminal: true },
      always(problem(new Problem('agent-restarting'))),
    ),
  ],
  terminal: true,
});

function problem(problem: Problem): CaddyHandler {
  const document = problem.toDocument();
  return {
    handler: 'static_response',
    status_code: document.status,
    headers: { 'Content-Type': ['application/problem+json'], 'Cache-Control': ['no-store'], 'Retry-After': ['2'] },
    body: JSON.stringify(document),
  };
}
