/** The folders on the way to a path, each with its own: `uploads/2026` is `uploads`, then `2026`. */
export function foldersOn(path: string): { name: string; path: string }[] {
  const names = path.split('/').filter(Boolean);
  return names.map((name, at) => ({ name, path: names.slice(0, at + 1).join('/') }));
}

export const within = (folder: string, name: string): string => [...folder.split('/').filter(Boolean), name].join('/');
