export type Destination = { kind: 'panel'; href: string } | { kind: 'app'; href: string; host: string };

/**
 * Where to go after signing in. An app's host is entered through the gate, which decides whether it is one of ours;
 * anything else stays inside the panel.
 */
export function destinationOf(to: string | undefined, origin: string): Destination {
  const home: Destination = { kind: 'panel', href: '/' };
  if (!to) return home;
  const url = URL.canParse(to, origin) ? new URL(to, origin) : undefined;
  if (url?.protocol !== 'https:' && url?.origin !== origin) return home;
  if (url.origin !== origin) return { kind: 'app', href: `/.percloud/enter?to=${encodeURIComponent(url.href)}`, host: url.hostname };
  return url.pathname === '/sign-in' ? home : { kind: 'panel', href: url.pathname + url.search };
}
