import { expect, test } from 'vitest';
import { certificateExpiring } from './certificate-expiring.check.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const inDays = (days: number) => now + days * 86_400_000;
const told = (days: { root?: number; intermediate?: number; site?: number }) => {
  const { root = 3000, intermediate = 3000, site = 5 } = days;
  const ends = { now, root: inDays(root), intermediate: inDays(intermediate), site: inDays(site) };
  return certificateExpiring.decide(ends, () => false).map((found) => [found.case, found.severity]);
};

test.each([
  [{}, []],
  [{ site: 2 }, []],
  [{ site: 0.5 }, [['site', 'bad']]],
  [{ intermediate: 20 }, [['intermediate', 'notice']]],
  [{ intermediate: 3 }, [['intermediate', 'bad']]],
  [{ intermediate: -1, site: -1 }, [['intermediate', 'bad']]],
  [{ root: 60, intermediate: 60 }, [['root', 'notice']]],
  [{ root: 5, intermediate: 3 }, [['root', 'bad']]],
])('days left: %j', (days, expected) => {
  expect(told(days)).toEqual(expected);
});

test('a Caddy that does not answer has no certificate that could end', () => {
  expect(certificateExpiring.decide({ now, root: inDays(3000), intermediate: inDays(3000), site: undefined }, () => false)).toEqual([]);
});
