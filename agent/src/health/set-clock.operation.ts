import type { Host } from '../host/host.module.ts';
import { run } from '../host/run.ts';
import { exclusive } from '../operations/locks.ts';
import { type Kind, step } from '../operations/operation-kind.ts';
import { Problem } from '../problem.ts';
import type { Clock } from './measuring/clock.ts';

/** At most a minute, whatever the correction: twelve looks, five seconds apart. */
const untilSynchronised = ['waitsync', '12', '0', '0', '5'];

/** Chrony corrects slowly by itself, so that no second comes twice; here it leaps. What was dated wrongly stays so. */
export const setClock = (host: Host, clock: Clock): Kind<object, object> => ({
  kind: 'box.set-clock',
  version: 1,
  whenBusy: 'wait',
  locks: () => [exclusive('box')],
  steps: [
    step('ask for the time', async () => {
      if (host.kind !== 'box')
        throw new Problem('wrong-state', { values: { hint: 'This computer keeps its clock itself: look into its settings.' } });
      await run('chronyc', untilSynchronised);
    }),
    step('set the clock', async () => {
      await run('chronyc', ['makestep']);
      clock.askAnew();
    }),
  ],
});
