import { defineConfig } from 'vitest/config';

const daemons = ['agent/test/**/*.test.ts', 'app-catalog/apps/**/*.test.ts', 'app-catalog/test/**/*.test.ts'];
const browser = ['control-ui/test/**/*.test.ts'];
const machines = ['image/test/**/*.test.ts'];
const built = ['**/node_modules/**', '**/dist/**', '**/.cache/**'];
/** One at a time: these share the machine's Docker, its firewall and two cores. */
const serially = { fileParallelism: false, testTimeout: 180_000, hookTimeout: 240_000, teardownTimeout: 60_000 };

/** One project per kind of test, so that each can be run alone: `npx vitest --project unit`. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['**/*.test.ts', '**/*.test.tsx'], exclude: [...built, ...daemons, ...browser, ...machines] } },
      { test: { name: 'integration', include: daemons, exclude: built, globalSetup: ['agent/test/prepare.ts'], ...serially } },
      // Each start of a machine takes minutes.
      { test: { name: 'image', include: machines, exclude: built, ...serially, testTimeout: 600_000, hookTimeout: 900_000 } },
      { test: { name: 'browser', include: browser, exclude: built, globalSetup: ['agent/test/prepare.ts'], ...serially } },
    ],
  },
});
