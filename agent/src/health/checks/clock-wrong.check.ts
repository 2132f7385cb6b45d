import { check, type Found } from '../check.ts';
import type { ClockState } from '../sources.ts';

export const wrongSeconds = 60;
const rightSeconds = 10;

/** A wrong clock ends sessions, makes certificates invalid, and dates what people keep. */
export const clockWrong = check<ClockState>({
  name: 'clock-wrong',
  measure: ({ clock }) => clock.look(),
  decide: ({ now, releasedAt, aheadSeconds, leapSeconds, isSettable }, isTold) => {
    const common: Pick<Found, 'remedies'> & { concerns: 'operator'; app: null } = {
      concerns: 'operator',
      app: null,
      remedies: isSettable ? [{ name: 'set-clock', kind: 'box.set-clock', percloud: null }] : [],
    };
    if (now < releasedAt) return [{ ...common, case: 'before-release', severity: 'bad', values: { nowAt: new Date(now).toISOString() } }];
    if (aheadSeconds !== null) {
      if (Math.abs(aheadSeconds) < (isTold() ? rightSeconds : wrongSeconds)) return [];
      const values = { differenceSeconds: Math.round(Math.abs(aheadSeconds)) };
      return [{ ...common, case: aheadSeconds > 0 ? 'ahead' : 'behind', severity: 'bad', values }];
    }
    // Perhaps it was set right. Nobody could be asked, so the person is.
    if (leapSeconds === null) return [];
    return [{ ...common, case: 'leapt', severity: 'notice', values: { differenceSeconds: Math.round(Math.abs(leapSeconds)) } }];
  },
});
