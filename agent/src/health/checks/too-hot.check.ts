import { check, type Found } from '../check.ts';
import type { BoardState } from '../sources.ts';

/** Over when clearly cooler. */
const playCelsius = 5;

/** A processor that is hot while it works for a minute is as it should be; one that stays so lacks air. */
export const tooHot = check<BoardState>({
  name: 'too-hot',
  patienceMs: 5 * 60_000,
  measure: ({ board }) => board.look(),
  decide: ({ celsius, hotCelsius, limitCelsius, isSlowedByHeat }, isTold): Found[] => {
    if (celsius === null || celsius < hotCelsius - (isTold() ? playCelsius : 0)) return [];
    const isAtLimit = celsius >= limitCelsius || (isSlowedByHeat && celsius >= hotCelsius);
    const common = { concerns: 'operator', app: null, values: { celsius: Math.round(celsius) }, remedies: [] } satisfies Partial<Found>;
    return [isAtLimit ? { ...common, case: 'limit', severity: 'bad' } : { ...common, case: 'hot', severity: 'notice' }];
  },
});
