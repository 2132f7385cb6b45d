import { languages } from '@percloud/contract/words';
import { expect, test } from 'vitest';
import { readCountries } from './country.ts';
import { renderFarewell, renderForm } from './page.ts';
import { problemTexts } from './page-texts.ts';

const evil = `"><script>alert('1')</script>$&{box}`;
const networks = [{ ssid: Buffer.from(evil).toString('hex'), signal: 70, lock: 'wpa' }] as const;
const form = { language: 'en', box: 'percloud-3FA2', networks, countries: ['ES', 'IT'], chosen: {} } as const;

test.each(languages)('the page in %s is whole, and fetches and runs nothing', (language) => {
  const plain = [{ ssid: '486f6d65', signal: 70, lock: 'none' }] as const;
  const pages = [
    renderForm({ ...form, language, networks: plain }),
    renderFarewell(language, 'percloud-3FA2'),
    renderFarewell(language, 'percloud-3FA2', 'Home'),
  ];
  for (const page of pages) {
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).toContain('percloud-3FA2');
    expect(page).not.toMatch(/\{(?:box|network)\}|<script|undefined|src=|href=|url\(/);
  }
});

test('a network’s name is text, whatever its owner called it', () => {
  const written = '&#34;&#62;&#60;script&#62;alert(&#39;1&#39;)&#60;/script&#62;$&#38;{box}';
  expect(renderForm(form)).toContain(`<span>${written}</span>`);
  for (const name of Object.keys(problemTexts) as (keyof typeof problemTexts)[]) {
    const page = renderForm({ ...form, problem: { name, network: evil } });
    expect(page).toContain('role="alert"');
    expect(page).not.toContain('<script');
  }
  expect(renderFarewell('en', 'percloud-3FA2', evil)).toContain(`“${written}”`);
});

test('what had been chosen stays chosen', () => {
  const page = renderForm({ ...form, chosen: { ssid: networks[0].ssid, country: 'IT' } });
  expect(page).toContain(`value="${networks[0].ssid}" checked`);
  expect(page).toContain('<option value="IT" selected>Italy</option>');
  const hidden = renderForm({ ...form, chosen: { name: '"x' } });
  expect(hidden).toContain('value="" checked');
  expect(hidden).toContain('value="&#34;x"');
});

test('what a box can’t use can’t be chosen', () => {
  expect(renderForm({ ...form, networks: [{ ...networks[0], lock: 'unsupported' }] })).toContain('disabled');
});

test('all countries have a name', async () => {
  const countries = await readCountries();
  expect(countries.length).toBeGreaterThan(200);
  expect(renderForm({ ...form, language: 'es', countries })).toContain('<option value="DE">Alemania</option>');
});
