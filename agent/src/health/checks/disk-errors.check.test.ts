import { expect, test } from 'vitest';
import { diskErrors } from './disk-errors.check.ts';

const told = (state: Partial<Parameters<typeof diskErrors.decide>[0]>) =>
  diskErrors.decide({ damagedCount: 0, damages: 0, failures: 0, ...state }, () => false).map((found) => [found.case, found.values.count]);

test.each([
  [{}, []],
  [{ failures: 3 }, [['failures', 3]]],
  [{ damages: 2, failures: 3 }, [['met', 2]]],
  [{ damagedCount: 4 }, [['damaged', 4]]],
  [{ damagedCount: 4, damages: 9 }, [['damaged', 4]]],
])('%j', (state, expected) => {
  expect(told(state)).toEqual(expected);
});

test('is told to all who have data there, and looked into by its operator', () => {
  const [found] = diskErrors.decide({ damagedCount: 1, damages: 0, failures: 0 }, () => false);
  expect(found).toMatchObject({
    severity: 'bad',
    concerns: 'everybody',
    remedies: [{ name: 'check-disk', kind: 'box.scrub', percloud: null }],
  });
});
