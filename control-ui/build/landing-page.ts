import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const folder = join(import.meta.dirname, '../landing');

/**
 * The landing page is one file that needs nothing else: it is served over plain HTTP, before the browser trusts us.
 * Its style and script are set into the page here.
 */
export const landingPage = (): Plugin => ({
  name: 'landing-page',
  apply: 'build',
  async generateBundle() {
    const [page, style, script] = await Promise.all(
      ['index.html', 'landing.css', 'landing.js'].map((name) => readFile(join(folder, name), 'utf8')),
    );
    const source = (page ?? '')
      .replace('<link rel="stylesheet" href="landing.css" />', () => `<style>\n${style}</style>`)
      .replace('<script src="landing.js"></script>', () => `<script>\n${script}</script>`);
    this.emitFile({ type: 'asset', fileName: 'landing/index.html', source });
  },
});
