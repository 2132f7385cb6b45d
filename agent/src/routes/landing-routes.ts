import { type HostConfig, originOf, paths } from '../host/host-config.ts';
import { always, type CaddyHandler, type CaddyRoute, onHosts, onPaths, setHeaders, subroute } from './caddy-json.ts';
import { files } from './panel-routes.ts';
import type { RoutedApp } from './routed-app.ts';

/** Plain HTTP: what this box is, how to trust it, its certificate. Everything else moves to HTTPS. */
export const landingRoutes = (host: HostConfig, apps: readonly RoutedApp[]): CaddyRoute[] => [
  onPaths(['/percloud.crt'], ...certificate(host)),
  ...apps.map((app) => onHosts([app.host], moveTo(originOf(app.host, host)))),
  onPaths(['/'], pageHeaders, { handler: 'rewrite', uri: '/landing/index.html' }, files(host.panelDir)),
  onPaths(['/assets/*', '/landing/*'], pageHeaders, files(host.panelDir)),
  onHosts([host.hostname], moveTo(originOf(host.hostname, host))),
  always(subroute(always({ handler: 'static_response', status_code: 302, headers: { Location: ['/'] } }))),
];

const pageHeaders = setHeaders({ 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' });

/** Only ever this one file: its directory holds keys. */
export const certificate = (host: HostConfig): CaddyHandler[] => [
  setHeaders({ 'Content-Type': 'application/x-x509-ca-cert', 'Content-Disposition': 'attachment; filename="percloud.crt"' }),
  { handler: 'rewrite', uri: '/root.crt' },
  { handler: 'file_server', root: paths(host).ca },
];

/** Not remembered by browsers: ports may change. */
const moveTo = (origin: string): CaddyHandler => ({
  handler: 'static_response',
  status_code: 307,
  headers: { Location: [`${origin}{http.request.uri}`] },
});
