import { expect, test } from 'vitest';
import { Tries } from './tries.ts';

const fail = (tries: Tries, times: number, account: (n: number) => string, address: (n: number) => string) => {
  for (let n = 0; n < times; n++) tries.failed(account(n), address(n), 0);
};

test('ten wrong ones of an account from an address, then a minute’s wait', () => {
  const tries = new Tries();
  fail(
    tries,
    9,
    () => 'ada',
    () => '10.0.0.1',
  );
  expect(tries.waitSeconds('ada', '10.0.0.1', 1_000)).toBe(0);
  tries.failed('ada', '10.0.0.1', 1_000);
  expect(tries.waitSeconds('ada', '10.0.0.1', 1_000)).toBe(59);
  expect(tries.waitSeconds('ada', '10.0.0.2', 1_000)).toBe(0);
  expect(tries.waitSeconds('ada', '10.0.0.1', 60_000)).toBe(0);
});

test('an address that tries many accounts, an account tried from many addresses', () => {
  const sprayed = new Tries();
  fail(
    sprayed,
    30,
    (n) => `person ${n}`,
    () => '2001:db8:1:2::9',
  );
  expect(sprayed.waitSeconds('somebody', '2001:db8:1:2:ffff::1', 1)).toBeGreaterThan(0);
  const hunted = new Tries();
  fail(
    hunted,
    60,
    () => 'ada',
    (n) => `10.0.${n}.1`,
  );
  expect(hunted.waitSeconds('ada', '192.168.1.9', 1)).toBeGreaterThan(0);
});

test('memory stays bounded', () => {
  const tries = new Tries();
  fail(
    tries,
    20_000,
    (n) => `a${n}`,
    (n) => `b${n}`,
  );
  expect(tries.size).toBeLessThanOrEqual(10_003);
});
