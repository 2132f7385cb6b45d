import { randomBytes } from 'node:crypto';
import { appCookie, appCookieValue, clearCookie, panelCookie, readCookie, setCookie, wayCookie } from './cookies.ts';
import { hashSecret } from './hash-secret.ts';
import { appOrigin, type IndexedView, personOf } from './indexed-view.ts';
import type { Tickets } from './tickets.ts';
import type { GateApp } from './view.ts';

/** The way from an app's host to the panel's and back, by which an app's host gets a cookie of its own. */
export interface Redirect {
  location: string;
  cookies: string[];
}

const waySeconds = 600;

/** On an app's host: off to the panel's, with a mark in this browser that the ticket will be bound to. */
export function leadToEntrance(view: IndexedView, app: GateApp, uri: string, cookieHeader: string | undefined): Redirect {
  // Several tabs may be on their way at once: they share the mark.
  const way = readCookie(cookieHeader, wayCookie) || randomBytes(16).toString('base64url');
  const query = new URLSearchParams({ to: inside(view, app, uri), way: hashSecret(way) });
  return { location: `${view.panelOrigin}/.percloud/enter?${query}`, cookies: [setCookie(wayCookie, way, waySeconds)] };
}

/**
 * On the panel's host: a ticket for whoever is signed in, to the known app hosts only; the others sign in first and come back.
 * Whoever comes without a mark (from the sign-in page) goes by the app's host to get one.
 */
export function enter(
  view: IndexedView,
  tickets: Tickets,
  url: URL,
  cookieHeader: string | undefined,
  nowMs: number,
): Redirect | undefined {
  const target = findTarget(view, url.searchParams.get('to'));
  if (!target) return undefined;
  const { app, path } = target;
  const origin = appOrigin(view, app);
  const idHash = hashSecret(readCookie(cookieHeader, panelCookie) ?? '');
  const way = url.searchParams.get('way');
  if (!personOf(view, idHash, nowMs))
    return { location: `${view.panelOrigin}/sign-in?${new URLSearchParams({ to: `${origin}${path}` })}`, cookies: [] };
  if (way === null || !/^[0-9a-f]{64}$/.test(way)) return { location: `${origin}${path}`, cookies: [] };
  const ticket = tickets.issue(idHash, app.host, way, performance.now());
  return { location: `${origin}/.percloud/arrive?${new URLSearchParams({ ticket, to: path })}`, cookies: [] };
}

/** Back on the app's host: the ticket becomes a cookie. A ticket that is no good leads to the page itself, and so round again. */
export function arrive(
  view: IndexedView,
  tickets: Tickets,
  app: GateApp,
  url: URL,
  cookieHeader: string | undefined,
  nowMs: number,
): Redirect {
  const location = inside(view, app, url.searchParams.get('to') ?? '/');
  const way = hashSecret(readCookie(cookieHeader, wayCookie) ?? '');
  const idHash = tickets.redeem(url.searchParams.get('ticket') ?? '', app.host, way, performance.now());
  const session = idHash === undefined ? undefined : view.sessions.get(idHash);
  if (!session) return { location, cookies: [] };
  const seconds = Math.max(0, Math.floor((Date.parse(session.expiresAt) - nowMs) / 1000));
  return { location, cookies: [setCookie(appCookie, appCookieValue(view.key, session.idHash, app.host), seconds), clearCookie(wayCookie)] };
}

export const leave = (view: IndexedView): Redirect => ({ location: `${view.panelOrigin}/`, cookies: [clearCookie(appCookie)] });

function findTarget(view: IndexedView, to: string | null): { app: GateApp; path: string } | undefined {
  const url = to !== null && URL.canParse(to) ? new URL(to) : undefined;
  const app = url && view.apps.get(url.hostname);
  if (!app || url.origin !== appOrigin(view, app)) return undefined;
  return { app, path: `${url.pathname}${url.search}` };
}

/** An address on the app's own host, whatever was asked for. */
function inside(view: IndexedView, app: GateApp, to: string): string {
  const origin = appOrigin(view, app);
  const url = URL.canParse(`${origin}${to}`) && to.startsWith('/') ? new URL(`${origin}${to}`) : undefined;
  return url?.origin === origin ? url.href : `${origin}/`;
}
