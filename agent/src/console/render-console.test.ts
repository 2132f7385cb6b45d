import { languages } from '@percloud/contract/words';
import { describe, expect, test } from 'vitest';
import { consoleTexts } from './console-texts.ts';
import { renderConsole, type Shown } from './render-console.ts';

const box: Shown = {
  language: 'en',
  address: 'http://percloud.local',
  addresses: ['192.168.100.107'],
  wifiSetup: undefined,
  agent: 'claimed',
  claimCode: undefined,
  resetIsGood: false,
  reset: undefined,
};
const small = { columns: 80, rows: 25 };
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
const linesOf = (shown: Partial<Shown>, size = small) => renderConsole({ ...box, ...shown }, size).map((line) => line.replace(colours, ''));
const textOf = (shown: Partial<Shown>, size = small) => linesOf(shown, size).join('\n').replace(/[█▀▄]/g, '').replace(/\s+/g, ' ');
const hasPicture = (shown: Partial<Shown>, size = small) => linesOf(shown, size).some((line) => line.includes('████'));

const unclaimed: Partial<Shown> = { agent: 'unclaimed', claimCode: 'NS4M-MHFK' };
const asked: Partial<Shown> = { reset: { code: '7K3M-9QXZ', minutesLeft: 30 } };
const states: Record<string, Partial<Shown>> = {
  starting: { agent: 'starting' },
  unclaimed,
  'without a network': { ...unclaimed, addresses: [] },
  'making its own Wi-Fi': { ...unclaimed, addresses: ['10.42.0.1'], wifiSetup: 'percloud-4F2A' },
  ready: {},
  'asked for a code': asked,
};

test.each([
  ['starting', 'Percloud is starting'],
  ['unclaimed', 'Claim code: NS4M-MHFK'],
  ['without a network', 'plug in a cable'],
  ['making its own Wi-Fi', 'join the Wi-Fi "percloud-4F2A"'],
  ['ready', 'has an owner. Forgot your password? Press R.'],
  ['asked for a code', 'Code: 7K3M-9QXZ It works once, for 30 more min'],
])('a box that is %s says so, and where it is', (state, said) => {
  expect(textOf(states[state] ?? {})).toContain(said);
  expect(textOf(states[state] ?? {})).toContain('http://percloud.local');
});

test('there is a picture where a phone can go on', () => {
  const pictured = Object.keys(states).filter((state) => hasPicture(states[state] ?? {}));
  expect(pictured).toEqual(['unclaimed', 'making its own Wi-Fi', 'asked for a code']);
});

describe.each(languages)('in %s', (language) => {
  test.each(Object.keys(states))('a box that is %s fits the smallest screen', (state) => {
    const lines = linesOf({ ...states[state], language });
    expect(lines.length).toBeLessThanOrEqual(small.rows);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(small.columns);
  });

  test('every letter is in the font', () => {
    const accented = new Set('çéâêîôûàèìòùäëïöüåáíóúñÑÉÇÄÖÜÅÆæÿ¿¡«»°ºª');
    const strange = Object.values(consoleTexts).flatMap((text) => [...text[language]].filter((sign) => sign > '~' && !accented.has(sign)));
    expect(strange).toEqual([]);
  });
});

test('a screen too small for the picture shows the words', () => {
  expect(hasPicture(unclaimed, { columns: 40, rows: 15 })).toBe(false);
  expect(textOf(unclaimed, { columns: 40, rows: 15 })).toContain('NS4M-MHFK');
});

test('a long name is cut, not lost', () => {
  const address = `http://${'a'.repeat(63)}.local`;
  const lines = linesOf({ ...unclaimed, address });
  expect(lines.every((line) => line.length <= small.columns)).toBe(true);
  expect(hasPicture({ ...unclaimed, address })).toBe(true);
});
