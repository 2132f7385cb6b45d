import { expect, test } from 'vitest';
import { parseResolved } from '../../gateways/avahi.ts';
import type { NameState } from '../sources.ts';
import { nameUnresolvable } from './name-unresolvable.check.ts';

const found: NameState = {
  ...{ name: 'percloud.local', address: '192.168.1.5', resolved: '192.168.1.5' },
  ownAddresses: ['127.0.0.1', '192.168.1.5', '192.168.1.6'],
};
const told = (state: Partial<NameState>) =>
  nameUnresolvable.decide({ ...found, ...state }, () => false).map((one) => [one.case, one.values.address]);

test.each<[string, Partial<NameState>, unknown[]]>([
  ['found where it is', {}, []],
  ['found at its other card', { resolved: '192.168.1.6' }, []],
  ['found nowhere', { resolved: null }, [['silent', '192.168.1.5']]],
  ['found at another device', { resolved: '192.168.1.77' }, [['taken', '192.168.1.77']]],
  ['without a cable', { address: null, resolved: null }, []],
  ['on somebody’s computer', { name: null, resolved: null }, []],
])('a box that is %s', (_, state, expected) => {
  expect(told(state)).toEqual(expected);
});

test('an answer of avahi is an address', () => {
  expect(parseResolved('{"type":"iisisu","data":[2,0,"percloud.local",0,"192.168.1.5",5]}\n')).toBe('192.168.1.5');
});
