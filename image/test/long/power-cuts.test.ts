import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testImage } from '../../../agent/src/host/build.ts';
import { rootDir } from '../../../agent/src/host/root-dir.ts';
import { Machine } from '../machine.ts';

let machine: Machine;

beforeAll(async () => {
  machine = await Machine.with(join(rootDir, testImage.output));
});
afterAll(() => machine?.remove());

test('the plug pulled again and again during the first start does no harm', async () => {
  // On two cores without KVM partitions are made between 20 and 40 s after power-on, what makes the box itself comes before 60.
  for (const seconds of [22, 32, 50]) {
    machine.powerOn();
    await sleep(seconds * 1_000);
    await machine.cutPower();
  }
  machine.powerOn();
  await machine.untilReady();
  expect(await machine.run('systemctl --failed --no-legend --plain')).toBe('');
  expect(await machine.run('lsblk --noheadings --list --output=PARTLABEL | sort | xargs')).toMatch(
    /boot_a boot_b config data store system_a system_b/,
  );
});
