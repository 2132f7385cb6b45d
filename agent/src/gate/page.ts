import { createHash } from 'node:crypto';
import type { Language, Text } from '@percloud/contract/words';
import { type PageName, type PageText, pageTexts, panelLink, thisApp } from './page-texts.ts';

const style = `:root{color-scheme:light dark;--ground:#faf8f5;--ink:#1f2933;--quiet:#5b6770;--brand:#0f6b6b;--brand-ink:#fff}
@media (prefers-color-scheme:dark){:root{--ground:#12181b;--ink:#e8eaea;--quiet:#9fb0b5;--brand:#5cc4bd;--brand-ink:#06302e}}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:26rem;padding:24px;text-align:center}
svg{width:48px;height:48px;color:var(--brand)}
h1{font-size:1.44rem;line-height:1.25;margin:16px 0 8px}
p{margin:0 0 24px;color:var(--quiet)}
a{display:inline-block;padding:10px 20px;min-height:24px;border-radius:8px;background:var(--brand);color:var(--brand-ink);text-decoration:none}
a:focus-visible{outline:2px solid var(--brand);outline-offset:2px}`;

const mark = `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" aria-hidden="true">
<path d="M4 12a4 4 0 0 1 2.5-7 5.5 5.5 0 0 1 10.4 1A3.7 3.7 0 0 1 20 12M5.5 12v8h13v-8M10 20v-5h4v5"/></svg>`;

/** Nothing may run or be fetched on these pages but their one style. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

interface PageParts {
  language: Language;
  app?: Text | undefined;
  panelOrigin?: string | undefined;
}

export function renderPage(name: PageName, { language, app, panelOrigin }: PageParts): string {
  const { title, text, panel, refreshSeconds }: PageText = pageTexts[name];
  const fill = (template: Text) => escaped(template[language].replace('{app}', (app ?? thisApp)[language]));
  const refresh = refreshSeconds === undefined ? '' : `<meta http-equiv="refresh" content="${refreshSeconds}">`;
  const link = panel && panelOrigin ? `<a href="${escaped(panelOrigin)}/">${escaped(panelLink[language])}</a>` : '';
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">${refresh}
<title>${fill(title)}</title><style>${style}</style></head>
<body><main>${mark}<h1>${fill(title)}</h1><p>${fill(text)}</p>${link}</main></body></html>
`;
}

/** The same for whatever shows no pages. */
export function renderLine(name: PageName, { language, app }: PageParts): string {
  const { title, text } = pageTexts[name];
  return `${title[language].replace('{app}', (app ?? thisApp)[language])}. ${text[language]}\n`;
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
