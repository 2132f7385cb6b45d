import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BackupOwner } from '../backups/backup-owner.ts';
import { type BackupServer, restServer } from '../backups/servers.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { type Event, Life } from './life.ts';

/** A seed that was printed, to see the same again: `PERCLOUD_SEED=… ./percloud test integration`. */
const seed = Number(process.env.PERCLOUD_SEED ?? Date.now() % 2 ** 31);
const sequences = 500;

let box: Installation;
let server: BackupServer;
let life: Life;

beforeAll(async () => {
  box = await startInstallation({ sizeBytes: 4 * 1024 ** 3 });
  const owner = await BackupOwner.claim(box);
  server = await restServer();
  const { target } = await owner.addPlace(server.place);
  life = new Life(box, owner, target);
  await life.beginAnew();
});
afterAll(async () => {
  await box?.stop();
  await server?.remove();
});

/** The power goes in about every third of them, at any moment of theirs. */
const cut = fc.option(fc.integer({ min: 0, max: 1_500 }), { nil: undefined, freq: 2 });
const to = fc.nat({ max: 5 });
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 24, arbitrary: fc.record({ do: fc.constant('write' as const), lines: fc.integer({ min: 1, max: 4 }) }) },
  ...(['configure', 'backup', 'stop-and-start'] as const).map((what) => ({
    weight: 1,
    arbitrary: fc.record({ do: fc.constant(what), cut }),
  })),
  ...(['upgrade', 'bin-and-back'] as const).map((what) => ({ weight: 1, arbitrary: fc.record({ do: fc.constant(what), cut }) })),
  ...(['roll-back', 'bring-back'] as const).map((what) => ({ weight: 1, arbitrary: fc.record({ do: fc.constant(what), to, cut }) })),
  ...(['power-cut', 'kill-container'] as const).map((what) => ({ weight: 1, arbitrary: fc.record({ do: fc.constant(what) }) })),
);

test(`whatever happens, what an owner was told is stored is there (seed ${seed})`, { timeout: 40 * 60_000 }, async () => {
  let isSound = true;
  const property = fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 4 }), async (events) => {
    // The next one does not inherit what went wrong in the last.
    if (!isSound) await life.beginAnew();
    isSound = false;
    await life.live(events);
    isSound = true;
  });
  const result = await fc.check(property, { seed, numRuns: sequences, endOnFailure: false });
  expect(result.failed, `${fc.defaultReportMessage(result)}\n${String(result.errorInstance)}`).toBe(false);
});
