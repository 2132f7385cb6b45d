import { createHmac, timingSafeEqual } from 'node:crypto';

/** Whoever signed in to the panel. Set by the agent, read here on the panel's host only. */
export const panelCookie = '__Host-percloud';
/** Whoever came to an app's host through the entrance. */
export const appCookie = '__Host-percloud-app';
/** Marks the browser that was sent to the entrance, so that nobody can be signed in by a link somebody else made. */
export const wayCookie = '__Host-percloud-way';

const ours = /^\s*__host-percloud/i;

export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/** What an app may see of a Cookie header: everything but ours. Empty when nothing is left. */
export const cookiesForApp = (header: string | undefined): string =>
  (header?.split(';') ?? [])
    .filter((pair) => !ours.test(pair))
    .map((pair) => pair.trim())
    .join('; ');

export const setCookie = (name: string, value: string, maxAgeSeconds: number): string =>
  `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; Secure; HttpOnly; SameSite=Lax`;

export const clearCookie = (name: string): string => setCookie(name, '', 0);

/** Names the session and proves that we made it for this host: elsewhere it is worthless, and it dies with the session. */
export const appCookieValue = (key: Buffer, idHash: string, host: string): string => `${idHash}.${seal(key, idHash, host)}`;

/** The session an app cookie names, if the cookie is ours and made for this host. */
export function sessionOfAppCookie(key: Buffer, value: string | undefined, host: string): string | undefined {
  const [idHash, given] = value?.split('.') ?? [];
  if (!idHash || !given) return undefined;
  return equal(given, seal(key, idHash, host)) ? idHash : undefined;
}

const seal = (key: Buffer, idHash: string, host: string) =>
  createHmac('sha256', key).update(`app-cookie ${idHash} ${host}`).digest('base64url');

/** Takes the same time wherever two texts differ. */
export function equal(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
