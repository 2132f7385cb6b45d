import type { Systemd } from '../gateways/systemd.ts';
import { discover, type Kind, step } from '../operations/operation-kind.ts';
import { type Began, powerKind, seeStart, untilStartedAgain } from './start-again.ts';

export const restartBox = (systemd: Systemd): Kind<object, Began> => ({
  ...powerKind('box.restart'),
  steps: [
    discover('see which start this is', seeStart),
    step('restart the box', (running) => untilStartedAgain(running, () => systemd.reboot())),
  ],
});
