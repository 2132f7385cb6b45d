import { check, type Found } from '../check.ts';
import type { BoardState } from '../sources.ts';

/** A supply too weak for what is plugged in: the board slows down, and disks lose what they were about to write. */
export const undervoltage = check<BoardState>({
  name: 'undervoltage',
  measure: ({ board }) => board.look(),
  decide: ({ tooLittleVoltage }): Found[] => {
    if (!tooLittleVoltage) return [];
    const { lately, sinceStart, supplyWatts } = tooLittleVoltage;
    const common = { concerns: 'operator', app: null, values: { watts: supplyWatts }, remedies: [] } satisfies Partial<Found>;
    if (lately) return [{ ...common, case: 'now', severity: 'bad' }];
    return sinceStart ? [{ ...common, case: 'since-start', severity: 'notice' }] : [];
  },
});
