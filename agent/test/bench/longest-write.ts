import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '@percloud/contract/apps';
import type { AppOwner } from '../apps/app-owner.ts';

/** Somebody who writes into a probe again and again while the work goes on: the longest time until it said that a line is stored. */
export async function longestWriteMs(owner: AppOwner, app: Pick<App, 'url'>, work: () => Promise<unknown>): Promise<number> {
  let isOver = false;
  let longest = 0;
  const writing = (async () => {
    while (!isOver) {
      const from = performance.now();
      if (!(await owner.write(app, 'a line'))) throw new Error('a write was not stored');
      longest = Math.max(longest, performance.now() - from);
      await sleep(20);
    }
  })();
  await work().finally(() => {
    isOver = true;
  });
  await writing;
  return longest;
}
