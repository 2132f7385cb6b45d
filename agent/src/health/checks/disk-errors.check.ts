import type { Remedy } from '@percloud/contract/health';
import { check, type Found } from '../check.ts';
import type { DiskErrorState } from '../sources.ts';

const remedies: Remedy[] = [{ name: 'check-disk', kind: 'box.scrub', percloud: null }];

/**
 * The disk gives back something else than was written, or does not answer. Reading it through says what is damaged, and ends the finding
 * where all is well: what is damaged stays so on a single disk until it is written anew or brought back from a copy.
 */
export const diskErrors = check<DiskErrorState>({
  name: 'disk-errors',
  measure: ({ diskErrors }) => diskErrors.look(),
  decide: ({ damagedCount, damages, failures }): Found[] => {
    const common = { severity: 'bad', concerns: 'everybody', app: null, remedies } satisfies Partial<Found>;
    if (damagedCount > 0) return [{ ...common, case: 'damaged', values: { count: damagedCount } }];
    if (damages > 0) return [{ ...common, case: 'met', values: { count: damages } }];
    return failures > 0 ? [{ ...common, case: 'failures', values: { count: failures } }] : [];
  },
});
