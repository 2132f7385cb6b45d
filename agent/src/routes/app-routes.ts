import { boxCertificatePath, type HostConfig } from '../host/host-config.ts';
import { always, type CaddyHandler, type CaddyRoute, onHosts, onPaths, subroute } from './caddy-json.ts';
import { askGate, closedPage, toGate } from './gate-routes.ts';
import { certificate } from './landing-routes.ts';
import type { RoutedApp } from './routed-app.ts';
import { scrub } from './scrub.ts';

export const appRoute = (host: HostConfig, app: RoutedApp): CaddyRoute =>
  onHosts(
    [app.host],
    scrub,
    subroute(
      onPaths([boxCertificatePath], ...certificate(host)),
      onPaths(['/.percloud/*'], toGate(host)),
      app.open && app.address !== null ? always(askGate(host), toApp(app.address)) : always(closedPage(host)),
    ),
  );

const toApp = (address: string): CaddyHandler => ({
  handler: 'reverse_proxy',
  upstreams: [{ dial: address }],
  headers: {
    // An app that insists on HTTPS would lock out everybody who does not trust the box's certificate yet.
    response: { delete: ['Strict-Transport-Security'] },
  },
});
