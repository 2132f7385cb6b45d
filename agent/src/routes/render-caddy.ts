import { type HostConfig, paths } from '../host/host-config.ts';
import { appRoute } from './app-routes.ts';
import { always, type CaddyJson, onHosts } from './caddy-json.ts';
import { closedPage } from './gate-routes.ts';
import { landingRoutes } from './landing-routes.ts';
import { panelErrors, panelRoute } from './panel-routes.ts';
import type { RoutedApp } from './routed-app.ts';
import { scrub } from './scrub.ts';

/** Caddy's default: by another name it would make this one too, and add it to the machine's trusted roots. */
const authority = 'local';

// A year: a box without a battery and without the Internet dates them by when its system was made.
const lifetime = '8760h';

// As good as never: as it starts, which is after every update of the system, is often enough for some files of a few kilobytes.
const cleanEvery = '87600h';

const administration = (host: HostConfig): CaddyJson => ({
  listen: `unix/${paths(host).caddyAdmin}`,
  // Without it Caddy 2.6 refuses every request on a unix socket.
  origins: ['127.0.0.1'],
});

/**
 * What a new Caddy starts with, until the agent tells it more. Its `tls` app removes empty folders of certificates as it starts:
 * together with the first names it now and then takes away the one that a new certificate is about to lie in, and tries that name
 * again after a minute only.
 */
export const renderFirstCaddy = (host: HostConfig): CaddyJson => ({
  admin: administration(host),
  apps: { tls: { automation: { storage_clean_interval: cleanEvery } } },
});

/** Caddy owns no facts: its whole configuration is a function of the host and the apps. */
export const renderCaddy = (host: HostConfig, apps: readonly RoutedApp[]): CaddyJson => ({
  admin: administration(host),
  logging: { logs: { default: { level: 'WARN', encoder: { format: 'json' } } } },
  apps: {
    http: {
      http_port: host.httpPort,
      https_port: host.httpsPort,
      servers: { https: httpsServer(host, apps), http: httpServer(host, apps) },
    },
    tls: certificates([host.hostname, ...apps.map((app) => app.host)]),
    pki: { certificate_authorities: { [authority]: ownAuthority(host) } },
  },
});

const httpsServer = (host: HostConfig, apps: readonly RoutedApp[]): CaddyJson => ({
  ...serverCommon(host, host.httpsPort),
  // Browsers that come by the bare address name no host in their hello.
  tls_connection_policies: [{ default_sni: host.hostname }],
  routes: [panelRoute(host), ...apps.map((app) => appRoute(host, app)), always(scrub, closedPage(host))],
  errors: {
    routes: [
      panelErrors(host),
      ...(apps.length > 0
        ? [
            onHosts(
              apps.map((app) => app.host),
              closedPage(host),
            ),
          ]
        : []),
    ],
  },
});

const httpServer = (host: HostConfig, apps: readonly RoutedApp[]): CaddyJson => ({
  ...serverCommon(host, host.httpPort),
  routes: landingRoutes(host, apps),
});

const serverCommon = (host: HostConfig, port: number): CaddyJson => ({
  // `.localhost` leads nowhere from another machine.
  listen: [host.appDomain === 'localhost' ? `127.0.0.1:${port}` : `:${port}`],
  protocols: ['h1', 'h2'],
  // By themselves older Caddys wait for ever, for a TLS hello as well: whoever opens connections and says nothing would use all there are.
  read_header_timeout: '30s',
  automatic_https: { disable: true },
});

const certificates = (subjects: string[]): CaddyJson => ({
  certificates: { automate: subjects },
  automation: {
    // Else it cleans again beside the making of a new name's certificate, once it has run for half a day: see above.
    storage_clean_interval: cleanEvery,
    policies: [{ subjects, issuers: [{ module: 'internal', ca: authority, lifetime }], disable_ocsp_stapling: true }],
  },
});

/**
 * Caddy signs with the intermediate and never needs the root. It insists on one with its key, so it takes the intermediate for it:
 * the root's key is not its business.
 */
function ownAuthority(host: HostConfig): CaddyJson {
  const { ca } = paths(host);
  const intermediate = { certificate: `${ca}/intermediate.crt`, private_key: `${ca}/intermediate.key`, format: 'pem_file' };
  return { name: 'Percloud', install_trust: false, root: intermediate, intermediate };
}
