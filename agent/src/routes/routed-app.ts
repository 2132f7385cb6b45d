export interface AppNetwork {
  /** The bridge's interface name. */
  bridge: string;
  /** IPv4, `10.213.0.0/26`. */
  subnet: string;
  egress: 'none' | 'internet';
}

/** An app as routes and firewall see it. */
export interface RoutedApp {
  id: string;
  /** Its host name, without port. */
  host: string;
  /** `10.213.0.2:5232`; null while nothing listens. */
  address: string | null;
  /** Closed apps show the gate's page. */
  open: boolean;
}

/** What there is to route and to wall in. Read anew for every publication: nothing is kept of it. */
export abstract class RoutedApps {
  abstract list(): Promise<RoutedApp[]>;
  /** Those of apps just being installed or removed included. */
  abstract networks(): Promise<AppNetwork[]>;
}
