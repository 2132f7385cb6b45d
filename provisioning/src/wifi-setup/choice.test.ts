import { expect, test } from 'vitest';
import { readChoice } from './choice.ts';

const networks = [
  { ssid: '486f6d65', signal: 70, lock: 'wpa' },
  { ssid: '4c6962', signal: 55, lock: 'none' },
  { ssid: '4f6666', signal: 50, lock: 'unsupported' },
] as const;
const read = (form: Record<string, string>) => readChoice(new URLSearchParams(form).toString(), networks, ['ES', 'IT']);

test('a network in reach', () => {
  expect(read({ network: '486f6d65', name: '', password: 'correct horse', country: 'ES' })).toEqual({
    ssid: '486f6d65',
    lock: 'wpa',
    hidden: false,
    password: 'correct horse',
    country: 'ES',
  });
  expect(read({ network: '4c6962', password: 'left over', country: 'IT' })).toMatchObject({ lock: 'none', password: '' });
});

test('a network that hides its name', () => {
  expect(read({ network: '', name: 'Ñ', password: 'correct horse', country: 'ES' })).toMatchObject({
    ssid: 'c391',
    lock: 'wpa',
    hidden: true,
  });
  expect(read({ name: 'x', country: 'ES' })).toMatchObject({ lock: 'none', hidden: true });
});

test.each([
  [{}, 'noNetwork'],
  [{ network: 'ffff', country: 'ES' }, 'unknownNetwork'],
  [{ network: '4f6666', country: 'ES' }, 'unsupported'],
  [{ name: 'ñ'.repeat(17), country: 'ES' }, 'nameTooLong'],
  [{ network: '486f6d65', password: 'correct horse' }, 'noCountry'],
  [{ network: '486f6d65', password: 'correct horse', country: 'XX' }, 'noCountry'],
  [{ network: '486f6d65', country: 'ES' }, 'noPassword'],
  [{ network: '486f6d65', password: 'short', country: 'ES' }, 'badPassword'],
  [{ network: '486f6d65', password: 'contraseña', country: 'ES' }, 'badPassword'],
  [{ network: '486f6d65', password: 'line\nbreak!', country: 'ES' }, 'badPassword'],
  [{ network: '486f6d65', password: 'g'.repeat(64), country: 'ES' }, 'badPassword'],
])('%o: %s', (form, mistake) => {
  expect(read(form)).toBe(mistake);
});
