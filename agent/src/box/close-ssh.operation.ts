import { exclusive } from '../operations/locks.ts';
import { type Kind, step } from '../operations/operation-kind.ts';
import type { Ssh } from './ssh.service.ts';

/** The key goes first: should the rest fail, nobody comes in by it anyway. */
export const closeSsh = (ssh: Ssh): Kind<object, object> => ({
  kind: 'box.close-ssh',
  version: 1,
  whenBusy: 'refuse',
  locks: () => [exclusive('ssh')],
  steps: [step('forget the key', () => ssh.write('')), step('shut the door', () => ssh.close())],
});
