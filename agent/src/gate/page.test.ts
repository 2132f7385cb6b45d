import { languageOf, languages } from '@percloud/contract/words';
import { expect, test } from 'vitest';
import { renderLine, renderPage } from './page.ts';
import { type PageName, pageTexts } from './page-texts.ts';

test.each(languages)('pages in %s are whole and run nothing', (language) => {
  for (const name of Object.keys(pageTexts)) {
    const page = renderPage(name as PageName, { language, panelOrigin: 'https://percloud.local' });
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).not.toMatch(/\{app\}|<script|undefined|src=/);
  }
});

test('an app’s title is text, whatever is in it', () => {
  const title = '<b onclick="x">&';
  expect(renderPage('busy', { language: 'en', app: { en: title, es: title, it: title } })).toContain(
    '&#60;b onclick=&#34;x&#34;&#62;&#38; is being updated',
  );
  expect(renderLine('stopped', { language: 'it' })).toBe(
    'Quest’app non è in funzione. I tuoi dati sono al sicuro. Avviala dal tuo pannello; questa pagina riprova da sola.\n',
  );
});

test.each([
  ['es-AR,es;q=0.9,en;q=0.8', 'es'],
  ['de,it;q=0.5', 'it'],
  ['de', 'en'],
  [undefined, 'en'],
])('%s reads %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});
