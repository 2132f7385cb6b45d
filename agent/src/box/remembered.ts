/** Reads again when what is known has grown old; whoever asks meanwhile shares one reading. For readings that don't fail. */
export function remembered<T>(forMs: number, read: (about: string) => Promise<T>): (about: string) => Promise<T> {
  const known = new Map<string, { value: Promise<T>; until: number }>();
  return (about) => {
    const now = performance.now();
    const before = known.get(about);
    if (before && before.until > now) return before.value;
    const value = read(about);
    known.set(about, { value, until: now + forMs });
    return value;
  };
}
