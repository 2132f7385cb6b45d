import type { Systemd } from '../gateways/systemd.ts';
import { discover, type Kind, step } from '../operations/operation-kind.ts';
import { type Began, powerKind, seeStart, untilStartedAgain } from './start-again.ts';

/** It is over when somebody has switched the box on again. */
export const switchOffBox = (systemd: Systemd): Kind<object, Began> => ({
  ...powerKind('box.switch-off'),
  steps: [
    discover('see which start this is', seeStart),
    step('switch the box off', (running) => untilStartedAgain(running, () => systemd.powerOff())),
  ],
});
