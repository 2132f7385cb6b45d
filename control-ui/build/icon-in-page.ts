import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const file = 'favicon.svg';

/** The browser's own icon of the page comes with it: every browser asks for it at once, and it is smaller than a question. */
export const iconInPage = (): Plugin => ({
  name: 'icon-in-page',
  transformIndexHtml: {
    order: 'pre',
    async handler(page) {
      const icon = await readFile(join(import.meta.dirname, '../public', file), 'utf8');
      if (!page.includes(`"/${file}"`)) throw new Error(`the page does not name ${file}`);
      return page.replace(`"/${file}"`, `"data:image/svg+xml,${encodeURIComponent(icon.replaceAll(/\s+/g, ' ').trim())}"`);
    },
  },
});
