import { appCookie, cookiesForApp, equal, readCookie, sessionOfAppCookie } from './cookies.ts';
import { hashSecret } from './hash-secret.ts';
import { appOrigin, type IndexedView, mayUse, type Person, personOf } from './indexed-view.ts';
import { isBelow, isPublic } from './path-prefix.ts';
import type { GateApp } from './view.ts';

/** A request to an app as Caddy saw it. */
export interface AppRequest {
  method: string;
  host: string;
  /** Path and query as sent. */
  uri: string;
  cookie?: string | undefined;
  authorization?: string | undefined;
  accept?: string | undefined;
  origin?: string | undefined;
  fetchSite?: string | undefined;
  fetchMode?: string | undefined;
  upgrade?: string | undefined;
}

/** What an app is told of who asks; of cookies and credentials only what isn't ours. */
export interface Passed {
  person: Person | null;
  cookie: string;
  authorization: string;
}

export type Decision =
  | { kind: 'pass'; passed: Passed; appPassword: string | null }
  /** A browser that shows a page: off to the entrance. */
  | { kind: 'sign-in'; app: GateApp }
  /** Whatever can't follow there. */
  | { kind: 'refuse' }
  /** A device: asked for its app password. `account` is set when the one it gave was wrong; `byPage`: a browser must not ask the person. */
  | { kind: 'challenge'; account: string | null; byPage: boolean }
  | { kind: 'deny'; person: Person }
  | { kind: 'closed'; app: GateApp }
  | { kind: 'unknown-host' };

/** Who is this, and may they pass? Knows nothing but the view and the request. */
export function decide(view: IndexedView, request: AppRequest, nowMs: number): Decision {
  const app = view.apps.get(request.host);
  if (!app) return { kind: 'unknown-host' };
  if (app.state === 'closed') return { kind: 'closed', app };
  const forDevices = isBelow(app.devices, request.uri);
  const open = isPublic(app, request.uri);
  const pass = (person: Person | null, appPassword: string | null = null): Decision => ({
    kind: 'pass',
    passed: {
      person,
      cookie: cookiesForApp(request.cookie),
      // On device paths Basic credentials are app passwords: the gate's affair, right or wrong.
      authorization: forDevices && isBasic(request.authorization) ? '' : (request.authorization ?? ''),
    },
    appPassword,
  });

  const person = sessionPerson(view, app, request, nowMs);
  if (person && mayUse(app, person, nowMs)) return pass(person);
  const basic = forDevices ? basicOf(request.authorization) : undefined;
  if (basic) {
    const found = findAppPassword(view, app, basic, nowMs);
    if (found) return pass(found.person, found.id);
    // Counted and remembered: nobody may fill the memory with endless names.
    const account = `${app.id} ${basic.user.slice(0, 64)}`;
    return { kind: 'challenge', account, byPage: isByPage(request) };
  }
  if (open) return pass(null);
  if (person) return { kind: 'deny', person };
  if (forDevices) return wantsPage(request) ? { kind: 'sign-in', app } : { kind: 'challenge', account: null, byPage: isByPage(request) };
  return isNavigation(request) ? { kind: 'sign-in', app } : { kind: 'refuse' };
}

function sessionPerson(view: IndexedView, app: GateApp, request: AppRequest, nowMs: number): Person | undefined {
  const idHash = sessionOfAppCookie(view.key, readCookie(request.cookie, appCookie), app.host);
  if (!idHash || (changesSomething(request) && isForeign(request, appOrigin(view, app)))) return undefined;
  return personOf(view, idHash, nowMs);
}

const changesSomething = ({ method, upgrade }: AppRequest) => !['GET', 'HEAD', 'OPTIONS'].includes(method) || upgrade !== undefined;

/** Sent by a page of another host name: with an own domain apps are same-site to each other, and SameSite does not tell them apart. */
const isForeign = ({ origin, fetchSite }: AppRequest, own: string) =>
  fetchSite === undefined ? origin !== undefined && origin !== own : fetchSite !== 'same-origin' && fetchSite !== 'none';

const isRead = ({ method }: AppRequest) => method === 'GET' || method === 'HEAD';
const isNavigation = (request: AppRequest) =>
  request.upgrade === undefined && (request.fetchMode === undefined ? isRead(request) : request.fetchMode === 'navigate');
const wantsPage = (request: AppRequest) =>
  isRead(request) && isNavigation(request) && request.authorization === undefined && /\btext\/html\b/i.test(request.accept ?? '');

/** A script or picture on a web page, as only browsers say; what a person started themselves is `none`. */
const isByPage = ({ fetchSite }: AppRequest) => fetchSite !== undefined && fetchSite !== 'none';

interface Basic {
  user: string;
  password: string;
}

const isBasic = (authorization: string | undefined) => /^\s*basic\b/i.test(authorization ?? '');

function basicOf(authorization: string | undefined): Basic | undefined {
  const [, encoded] = /^\s*basic\s+(\S+)\s*$/i.exec(authorization ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const [user = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { user: user.trim().toLowerCase(), password: password.join(':') };
}

function findAppPassword(view: IndexedView, app: GateApp, basic: Basic, nowMs: number) {
  const hash = hashSecret(basic.password);
  const found = view.appPasswords.get(app.id)?.find((each) => equal(each.hash, hash));
  const person = found && view.people.get(found.person);
  return person && person.name === basic.user && mayUse(app, person, nowMs) ? { id: found.id, person } : undefined;
}
