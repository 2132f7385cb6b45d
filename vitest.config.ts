import { defineConfig } from 'vitest/config';
import { LongestFirst } from './agent/test/longest-first.ts';

/** Noon, wherever that is now: at night a box proves its backups and updates apps by itself, in the midst of a test. */
process.env.TZ = noonZone(new Date().getUTCHours());

const daemons = ['agent/test/**/*.test.ts', 'app-catalog/apps/**/*.test.ts', 'app-catalog/test/**/*.test.ts'];
/** Some five minutes more: the agent killed at each step of what is seldom, or made of steps that an update has as well. */
const patientDaemons = ['agent/test/apps/crash-long.test.ts', 'agent/test/health/remedies-crash.test.ts'];
const browser = ['control-ui/test/**/*.test.ts'];
const machines = ['image/test/*.test.ts'];
/** Half an hour more: adversities, backups, a person in front of the box, and one with a phone where there is no cable. */
const patientMachines = ['adversity', 'nothing-lost', 'in-front', 'wifi-setup'].map((name) => `image/test/${name}.test.ts`);
const foreignMachines = ['image/test/arm64/**/*.test.ts'];
const built = ['**/node_modules/**', '**/dist/**', '**/.cache/**'];
/** A machine may be three times slower than this one, and never fails for that. What is asked again and again may take its time, too. */
const expectations = { poll: { timeout: 30_000 } };
const patience = { testTimeout: 600_000, hookTimeout: 600_000, teardownTimeout: 60_000, expect: expectations };
/** Each file has an installation of its own and spends much of its time waiting: two cores have room for three at once. */
const sideBySide = { ...patience, maxWorkers: 3 };
const ofDaemons = { ...sideBySide, globalSetup: ['agent/test/prepare.ts'] };
/** Two virtual machines at once take longer than one after the other: each wants both cores, and waits for the other holding locks. */
const alone = { ...patience, fileParallelism: false };
const ofMachines = { ...alone, testTimeout: 1_500_000, hookTimeout: 1_200_000 };

/** One project per kind of test, so that each can be run alone: `npx vitest --project unit`. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...built, ...daemons, ...browser, ...machines, ...foreignMachines],
          testTimeout: 30_000,
          expect: expectations,
          // By itself vitest leaves one core to somebody in front of the machine.
          maxWorkers: '100%',
        },
      },
      { test: { name: 'integration', include: daemons, exclude: [...built, ...patientDaemons], ...ofDaemons } },
      { test: { name: 'integration-long', include: patientDaemons, exclude: built, ...ofDaemons } },
      // Each start of a machine takes minutes.
      { test: { name: 'image', include: machines, exclude: [...built, ...patientMachines], ...ofMachines } },
      { test: { name: 'image-long', include: patientMachines, exclude: built, ...ofMachines } },
      // Of images for another processor, which have to be built before; see docs/testing.md.
      {
        test: {
          name: 'image-arm64',
          include: foreignMachines,
          exclude: built,
          ...alone,
          testTimeout: 1_500_000,
          hookTimeout: 1_500_000,
        },
      },
      // A browser works all the time, for as long as somebody is in front of it.
      { test: { name: 'browser', include: browser, exclude: built, globalSetup: ['agent/test/prepare.ts'], ...sideBySide, maxWorkers: 2 } },
    ],
  },
});

/** POSIX counts zones west of Greenwich. */
function noonZone(hourUtc: number): string {
  const west = hourUtc - 12;
  return `Etc/GMT${west < 0 ? '' : '+'}${west}`;
}
