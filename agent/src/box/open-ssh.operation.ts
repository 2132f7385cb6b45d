import { exclusive } from '../operations/locks.ts';
import { discover, type Kind, step } from '../operations/operation-kind.ts';
import type { Ssh } from './ssh.service.ts';

interface OpenInput {
  /** A public key, one line. */
  key: string;
}
interface Before {
  before: string;
}

export const openSsh = (ssh: Ssh): Kind<OpenInput, Before> => ({
  kind: 'box.open-ssh',
  version: 1,
  whenBusy: 'refuse',
  locks: () => [exclusive('ssh')],
  steps: [
    discover('see whose key is there', async () => ({ before: await ssh.read() })),
    step(
      'keep the key',
      ({ input }) => ssh.write(`${input.key}\n`),
      ({ facts }) => ssh.write(facts.before ?? ''),
    ),
    step(
      'open the door for it',
      () => ssh.open(),
      async ({ facts }) => {
        // Where it can't be shut: without its key, which goes next, nobody comes in.
        if (!facts.before) await ssh.close().catch(() => undefined);
      },
    ),
  ],
});
