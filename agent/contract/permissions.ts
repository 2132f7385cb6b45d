import { isBelow, type Manifest, type PublicPath, pathOf } from './manifest.ts';

/**
 * What an app may do beyond its own container, in a form two releases can be compared by: `egress:internet`, `capability:CHOWN`,
 * `public:/path`, `may-be-public:SETTING:/path`. Sorted, each once. Shown before an install.
 */
export function permissionsOf(manifest: Manifest): string[] {
  const capabilities = Object.values(manifest.services).flatMap((service) => service.cap_add.map((cap) => `capability:${cap}`));
  const egress = manifest.permissions.egress === 'none' ? [] : [`egress:${manifest.permissions.egress}`];
  const open = manifest.web.public.map((entry) => opens(entry, pathOf(entry)));
  return [...new Set([...egress, ...capabilities, ...open])].sort();
}

/**
 * What the newer release may do that the older may not, as `permissionsOf` says it: what an owner has to agree to. A path that was
 * private and no longer is counts by itself, although what opens it was open all along.
 */
export function widened(older: Manifest, newer: Manifest): string[] {
  const had = permissionsOf(older);
  const bared = older.web.private.flatMap((path) => openingsOf(newer, path).map((entry) => opens(entry, path)));
  return [...new Set([...permissionsOf(newer), ...bared])].filter((permission) => !had.includes(permission)).sort();
}

// What a setting opens is a permission from the start: turning it on is no update that somebody would have to agree to.
// By another setting it is another permission: that one may be on already.
const opens = (entry: PublicPath, path: string) => (typeof entry === 'string' ? `public:${path}` : `may-be-public:${entry.when}:${path}`);

/** The public entries that open this very path: the longest prefix decides, and a private one of the same length wins. */
function openingsOf({ web }: Manifest, path: string): PublicPath[] {
  const shut = Math.max(-1, ...web.private.filter((prefix) => covers(prefix, path)).map(lengthOf));
  return web.public.filter((entry) => covers(pathOf(entry), path) && lengthOf(pathOf(entry)) > shut);
}

const covers = (prefix: string, path: string) => bare(prefix) === bare(path) || isBelow(path, prefix);
const lengthOf = (prefix: string) => bare(prefix).length;
const bare = (prefix: string) => prefix.replace(/\/+$/, '');
