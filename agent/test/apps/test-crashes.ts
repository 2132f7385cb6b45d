import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Installation, startInstallation } from '../installation.ts';
import { AppOwner } from './app-owner.ts';
import { Bench, type Story } from './matrix.ts';
import { world } from './world.ts';

/** Every step of these stories fails, is killed and is killed while it is undone, before and after it, on an installation of their own. */
export function testCrashes(stories: readonly Story[]) {
  let home: string;
  let env: Record<string, string>;
  let installation: Installation;
  let bench: Bench;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'percloud-faults-'));
    env = { PERCLOUD_FAULTS: join(home, 'faults.json') };
    installation = await startInstallation({ env });
    bench = new Bench(installation, await AppOwner.claim(installation), env.PERCLOUD_FAULTS ?? '');
    bench.ask();
  });

  afterAll(async () => {
    await installation?.stop();
    await rm(home, { recursive: true, force: true });
  });

  describe.each(stories)('$kind', ({ kind, before, after, tried = before }) => {
    test('has these steps and no others', async () => {
      await bench.prepare(kind);
      const { steps } = await bench.owner.ended(await bench.begin(kind));
      expect(steps.map(({ name }) => name)).toEqual([...before, ...after]);
      await bench.expectTidy(kind);
    });

    test.each(tried.flatMap((step) => (['before', 'after'] as const).map((when) => ({ step, when }))))(
      'that fails $when “$step” leaves the world as it was',
      async ({ step, when }) => {
        // A commit that is written can't fail any more.
        const committed = step === before.at(-1) && when === 'after';
        const was = await bench.prepare(kind);
        bench.ask({ kind, step, when, action: 'fail' });
        const operation = await bench.owner.ended(await bench.begin(kind));
        expect(operation.status).toBe(committed ? 'succeeded' : 'failed');
        if (committed) return bench.expectTidy(kind);
        expect(operation.problem?.detail).toContain(step);
        expect(await world(installation.host)).toEqual(was);
        await bench.expectSameData();
      },
    );

    test.each(after)('that fails at “%s” goes on after its commit', async (step) => {
      await bench.prepare(kind);
      bench.ask({ kind, step, when: 'before', action: 'fail' });
      expect((await bench.owner.ended(await bench.begin(kind))).status).toBe('succeeded');
      await bench.expectTidy(kind);
    });

    test.each([...tried, ...after])('killed before and after “%s” is finished by the next starts', async (step) => {
      await bench.prepare(kind);
      bench.ask({ kind, step, when: 'before', action: 'kill' }, { kind, step, when: 'after', action: 'kill' });
      const started = await bench.begin(kind);
      for (let kills = 0; kills < 2; kills += 1) {
        await installation.agent.exited();
        await installation.agent.launch(env);
      }
      expect((await bench.owner.ended(started)).status).toBe('succeeded');
      await bench.expectTidy(kind);
    });

    test.each(tried.filter((step) => step !== before.at(-1)))('killed while it undoes “%s” is undone by the next start', async (step) => {
      const was = await bench.prepare(kind);
      bench.ask({ kind, step: before.at(-1) ?? '', when: 'before', action: 'fail' }, { kind, step, when: 'undo-after', action: 'kill' });
      const started = await bench.begin(kind);
      await installation.agent.exited();
      await installation.startAgent({ env });
      expect((await bench.owner.ended(started)).status).toBe('failed');
      expect(await world(installation.host)).toEqual(was);
      await bench.expectSameData();
    });
  });
}
