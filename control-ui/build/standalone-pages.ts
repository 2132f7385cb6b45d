import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { wholePage } from './whole-page.ts';

const panel = join(import.meta.dirname, '..');

/**
 * The landing page is served over plain HTTP, before the browser trusts us. The offline page is shown when nobody answers:
 * the service worker carries it, so that nothing has to be cached and nothing can become old.
 */
export const standalonePages = (): Plugin => ({
  name: 'standalone-pages',
  apply: 'build',
  async generateBundle() {
    const worker = await readFile(join(panel, 'offline/service-worker.js'), 'utf8');
    const offline = JSON.stringify(await wholePage(join(panel, 'offline/index.html')));
    this.emitFile({ type: 'asset', fileName: 'landing/index.html', source: await wholePage(join(panel, 'landing/index.html')) });
    this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: worker.replace('OFFLINE_PAGE', () => offline) });
  },
});
