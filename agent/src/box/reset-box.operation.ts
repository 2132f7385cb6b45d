import type { Systemd } from '../gateways/systemd.ts';
import { discover, type Kind, step } from '../operations/operation-kind.ts';
import { Problem } from '../problem.ts';
import { type Began, powerKind, seeStart, untilStartedAgain } from './start-again.ts';

/** Asks for what the next start does, and for that start. Where it works, nothing is left that could tell of it. */
export const resetBox = (systemd: Systemd): Kind<object, Began> => ({
  ...powerKind('box.factory-reset'),
  steps: [
    discover('see which start this is', seeStart),
    step('make all data anew', async (running) => {
      await untilStartedAgain(running, () => systemd.start('percloud-factory-reset.service'));
      // Whoever reads this in a journal reads a partition that should be gone.
      throw new Problem('system-refused', { detail: 'The box has started again, but its data are still the old ones.' });
    }),
  ],
});
