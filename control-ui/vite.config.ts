import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { compressed } from './build/compressed.ts';
import { evaluateAtBuild } from './build/evaluate-at-build.ts';
import { isInFirstView } from './build/first-view.ts';
import { iconInPage } from './build/icon-in-page.ts';
import { standalonePages } from './build/standalone-pages.ts';
import { styleInScript } from './build/style-in-script.ts';
import { webManifests } from './build/web-manifests.ts';

/** Where `npm run dev` finds an agent; set PERCLOUD_ORIGIN when it is not on port 443. */
const origin = process.env.PERCLOUD_ORIGIN ?? 'https://percloud.localhost';

/** The script that every page begins with. */
const firstView = 'first-view';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    preact(),
    evaluateAtBuild(/\/src\/endpoint-table\.ts$/),
    iconInPage(),
    styleInScript(firstView),
    standalonePages(),
    webManifests(),
    compressed(),
  ],
  build: {
    target: 'es2022',
    // The content security policy refuses data: addresses for all but pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The first view on a phone should take few requests: it is one file, with the style of all pages in it.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: (id, modules) => (isInFirstView(id, modules) ? firstView : null), priority: 1 },
            // What several of the other pages need; what only one needs (its icons, the chart) comes with it.
            { name: 'shared', minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      // The agent checks the origin of every change.
      '^/(api|\\.percloud)/': { target: origin, changeOrigin: true, secure: false, headers: { origin } },
    },
  },
});
