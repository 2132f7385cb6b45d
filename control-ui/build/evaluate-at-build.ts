import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';

/**
 * Modules that match are run while building, and only what they export by default goes to the browser.
 * This keeps zod and every schema of the contract out of the panel: it needs the endpoints' methods and paths alone.
 */
export const evaluateAtBuild = (pattern: RegExp): Plugin => ({
  name: 'evaluate-at-build',
  enforce: 'pre',
  async load(id) {
    const path = id.split('?')[0] ?? id;
    if (!pattern.test(path)) return null;
    const evaluated: { default: unknown } = await import(pathToFileURL(path).href);
    return `export default ${JSON.stringify(evaluated.default)}`;
  },
});
