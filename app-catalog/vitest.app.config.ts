import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const checkout = join(import.meta.dirname, '..');
/** Directory of an app, which may lie anywhere: see `percloud catalog test`. */
const app = process.env.PERCLOUD_APP ?? join(import.meta.dirname, 'apps');

export default defineConfig({
  root: app,
  cacheDir: join(checkout, '.cache/vite'),
  // An app outside of the checkout has no node_modules of its own.
  resolve: {
    alias: [
      { find: /^@percloud\/agent\//, replacement: `${checkout}/agent/` },
      { find: /^vitest$/, replacement: `${checkout}/node_modules/vitest/dist/index.js` },
    ],
  },
  server: { fs: { strict: false } },
  test: {
    include: ['*.test.ts'],
    globalSetup: [join(checkout, 'agent/test/prepare.ts')],
    ...{ fileParallelism: false, testTimeout: 180_000, hookTimeout: 600_000, teardownTimeout: 60_000 },
  },
});
