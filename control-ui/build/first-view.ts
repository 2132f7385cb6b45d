import { join } from 'node:path';

/** What the bundler says about a module. */
interface Modules {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

const entry = join(import.meta.dirname, '../src/main.tsx');
let firstView: ReadonlySet<string> | undefined;

/**
 * Whether a page begins with this module, rather than fetching it when it is needed. All it begins with is one file: on a
 * phone every file more is a way to the box and back.
 */
export function isInFirstView(id: string, modules: Modules): boolean {
  firstView ??= reachable(entry, modules);
  return firstView.has(id);
}

function reachable(from: string, modules: Modules): ReadonlySet<string> {
  const all = new Set([from]);
  // A set that grows while it is gone through is gone through to its end.
  for (const id of all) for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) all.add(imported);
  return all;
}
