import { expect, test } from 'vitest';
import { renderConsole } from './console.ts';

const box = { address: 'https://percloud.local', addresses: ['192.168.1.7'] };

test.each([
  ['starts', undefined, 'Percloud is starting'],
  ['waits for its owner', 'NS4M-MHFK', 'Claim code: NS4M-MHFK'],
  ['has one', null, 'has an owner'],
])('a box that %s says so, and where it is', (_, code, said) => {
  const screen = renderConsole({ ...box, code });
  expect(screen).toContain(said);
  expect(screen).toContain('http://percloud.local');
  expect(screen).toContain('or http://192.168.1.7');
});

test('a box without a network says what to do', () => {
  expect(renderConsole({ ...box, addresses: [], code: null })).toContain('plug in a cable');
});
