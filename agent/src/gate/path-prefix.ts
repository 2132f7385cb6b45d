/**
 * Whether a request's path lies below one of the prefixes, by whole segments. What two servers could read differently
 * (dot segments, doubled or encoded slashes, backslashes, path parameters, double encoding) lies below none but `/`.
 */
export function isBelow(prefixes: readonly string[], uri: string): boolean {
  if (prefixes.includes('/')) return true;
  const path = plainPath(uri);
  if (path === undefined) return false;
  return prefixes.map((prefix) => prefix.replace(/\/+$/, '')).some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

/** Whether anybody may ask for it: the longest prefix decides. What can be read in two ways could mean a private path. */
export function isPublic(app: { public: readonly string[]; private: readonly string[] }, uri: string): boolean {
  if (app.private.length > 0 && plainPath(uri) === undefined) return false;
  return longestAbove(app.public, uri) > longestAbove(app.private, uri);
}

const longestAbove = (prefixes: readonly string[], uri: string) =>
  Math.max(-1, ...prefixes.filter((prefix) => isBelow([prefix], uri)).map((prefix) => prefix.replace(/\/+$/, '').length));

/** The decoded path when there is only one way to read it. */
export function plainPath(uri: string): string | undefined {
  const raw = uri.split(/[?#]/, 1)[0] ?? '';
  if (!raw.startsWith('/') || /%(?:2f|5c|25|3b|00)/i.test(raw)) return undefined;
  const decoded = decode(raw);
  if (decoded === undefined || /[\\;%\p{Cc}]|\/\//u.test(decoded)) return undefined;
  return decoded.split('/').some((segment) => /^\.{1,2}$/.test(segment)) ? undefined : decoded;
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
