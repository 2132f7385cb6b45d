import { check, type Found } from '../check.ts';
import type { NameState } from '../sources.ts';

/** Who types the box's name at home does not get to it. Names take a moment after a start or a change of the network. */
export const nameUnresolvable = check<NameState>({
  name: 'name-unresolvable',
  patienceMs: 3 * 60_000,
  measure: ({ boxName }) => boxName.look(),
  decide: ({ name, address, ownAddresses, resolved }): Found[] => {
    if (name === null || address === null || (resolved !== null && ownAddresses.includes(resolved))) return [];
    return [
      {
        case: resolved === null ? 'silent' : 'taken',
        severity: 'bad',
        concerns: 'operator',
        app: null,
        values: { hostname: name, address: resolved ?? address },
        remedies: [],
      },
    ];
  },
});
