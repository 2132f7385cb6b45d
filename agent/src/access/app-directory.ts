import type { Text } from '@percloud/contract/words';

/** What access needs to know of an app. */
export interface AppFacts {
  id: string;
  percloud: string;
  /** Its host name, without port. */
  host: string;
  /** `https://host[:port]` */
  url: string;
  title: Text;
  state: 'open' | 'closed';
  /** Null when open. */
  reason: 'stopped' | 'busy' | 'starting' | 'broken' | null;
  /** Path prefixes that need no sign-in, those among them that still do, and those where a device may use its app password. */
  public: string[];
  private: string[];
  devices: string[];
  clients: { name: string; steps: Text }[];
}

/** Implemented by the feature `apps`, which alone knows the rows and the frozen releases. Apps in the bin are left out. */
export abstract class AppDirectory {
  /** Throws `app-not-found`, also where the app is another percloud's. */
  abstract get(percloud: string, app: string): Promise<AppFacts>;
  /** `unreadable`: how many are left out because they can't be read now. */
  abstract list(): Promise<{ apps: AppFacts[]; unreadable: number }>;
}
