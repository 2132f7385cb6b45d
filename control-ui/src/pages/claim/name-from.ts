/** "María José" → "maria": a name to sign in with, as a first suggestion. */
export const nameFrom = (displayName: string): string =>
  (displayName.trim().split(/\s+/)[0] ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, '')
    .replace(/^[^a-z]+/, '')
    .slice(0, 30);
