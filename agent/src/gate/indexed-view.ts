import type { GateApp, GateView } from './view.ts';

export type Session = GateView['sessions'][number];
export type Person = GateView['people'][number];
export type AppPassword = GateView['appPasswords'][number];

/** The view with what every request looks up at hand; made once per change. */
export interface IndexedView {
  key: Buffer;
  panelOrigin: string;
  panelHost: string;
  sessions: ReadonlyMap<string, Session>;
  people: ReadonlyMap<string, Person>;
  /** By host name. */
  apps: ReadonlyMap<string, GateApp>;
  /** By app id. */
  appPasswords: ReadonlyMap<string, readonly AppPassword[]>;
}

export const indexView = (view: GateView): IndexedView => ({
  key: Buffer.from(view.key, 'base64'),
  panelOrigin: new URL(view.panelOrigin).origin,
  panelHost: new URL(view.panelOrigin).hostname,
  sessions: new Map(view.sessions.map((session) => [session.idHash, session])),
  people: new Map(view.people.map((person) => [person.id, person])),
  apps: new Map(view.apps.map((app) => [app.host, app])),
  appPasswords: Map.groupBy(view.appPasswords, (password) => password.app),
});

/** Apps share the panel's port. */
export function appOrigin(view: IndexedView, app: GateApp): string {
  const port = new URL(view.panelOrigin).port;
  return `https://${app.host}${port === '' ? '' : `:${port}`}`;
}

/** The person of a session that has not ended, by the clock `nowMs`. */
export function personOf(view: IndexedView, idHash: string, nowMs: number): Person | undefined {
  const session = view.sessions.get(idHash);
  return session && Date.parse(session.expiresAt) > nowMs ? view.people.get(session.person) : undefined;
}

export const mayUse = (app: GateApp, person: Person, nowMs: number): boolean =>
  app.people.some(({ id, until }) => id === person.id && (until === null || Date.parse(until) > nowMs));
