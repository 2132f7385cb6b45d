import { check } from '../check.ts';
import type { ClockState } from '../sources.ts';
import { wrongSeconds } from './clock-wrong.check.ts';

const jumpSeconds = 5 * 60;

/**
 * The clock was set anew while the box ran, and is right since. What is done by the clock was done too early, too late or twice, and what was
 * dated between is dated wrongly. Whether it is right at all is for `clock-wrong` to tell.
 */
export const clockJumped = check<ClockState>({
  name: 'clock-jumped',
  measure: ({ clock }) => clock.look(),
  decide: ({ jump, aheadSeconds }) => {
    const isRight = aheadSeconds !== null && Math.abs(aheadSeconds) < wrongSeconds;
    if (!jump || !isRight || Math.abs(jump.seconds) < jumpSeconds) return [];
    return [
      {
        case: jump.seconds > 0 ? 'forward' : 'back',
        severity: 'notice',
        concerns: 'operator',
        app: null,
        values: { jumpSeconds: Math.round(Math.abs(jump.seconds)), jumpedAt: jump.at },
        remedies: [],
      },
    ];
  },
});
