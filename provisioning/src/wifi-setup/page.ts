import { createHash } from 'node:crypto';
import type { Language, Text } from '@percloud/contract/words';
import { type Network, nameOf } from './networks.ts';
import { problemTexts, words } from './page-texts.ts';

const style = `:root{color-scheme:light dark;--ground:#faf8f5;--ink:#1f2933;--quiet:#5b6770;--brand:#0f6b6b;--brand-ink:#fff;--bad:#a3262a}
@media (prefers-color-scheme:dark){:root{--ground:#12181b;--ink:#e8eaea;--quiet:#9fb0b5;--brand:#5cc4bd;--brand-ink:#06302e;--bad:#ff9b95}}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:26rem;margin:0 auto;padding:24px}
h1{font-size:1.44rem;line-height:1.25;margin:0 0 16px}
fieldset{border:0;padding:0;margin:0 0 24px}legend,.label{font-weight:600;padding:0;margin:0 0 8px;display:block}
.network{display:flex;gap:12px;align-items:center;padding:8px 0;min-height:28px}
.network span{overflow-wrap:anywhere;flex:1}.quiet,small{color:var(--quiet);font-size:.875rem}
input[type=radio]{width:20px;height:20px;margin:0;accent-color:var(--brand)}
input[type=text],input[type=password],select{box-sizing:border-box;width:100%;font:inherit;padding:10px;border:1px solid var(--quiet);border-radius:8px;background:transparent;color:inherit}
select option{color:#1f2933}p{margin:0 0 24px}
[role=alert]{border-left:4px solid var(--bad);padding:4px 0 4px 12px;color:var(--bad)}
button{font:inherit;width:100%;padding:12px 20px;border:1px solid var(--brand);border-radius:8px;background:var(--brand);color:var(--brand-ink);margin:0 0 12px}
button.second{background:transparent;color:var(--brand)}
:focus-visible{outline:2px solid var(--brand);outline-offset:2px}`;

/** Nothing may run or be fetched but the one style. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;

export interface Problem {
  name: keyof typeof problemTexts;
  /** The network's name for people, where one had been chosen. */
  network?: string;
}

interface FormPage {
  language: Language;
  /** The access point's name. */
  box: string;
  networks: readonly Network[];
  /** ISO 3166. */
  countries: readonly string[];
  problem?: Problem | undefined;
  /** What had been chosen before; never the password. */
  chosen: Chosen;
}

export interface Chosen {
  /** Bytes in hex, of a network in the list. */
  ssid?: string | undefined;
  /** Of one that hides its name, as it was typed. */
  name?: string | undefined;
  country?: string | undefined;
}

/** The page with the form. It needs no script: the little browsers that phones open by themselves have few. */
export function renderForm({ language, box, networks, countries, problem, chosen }: FormPage): string {
  const say = (text: Text) => escaped(text[language].replace('{box}', () => box));
  const alert = problem
    ? `<p role="alert">${escaped(problemTexts[problem.name][language].replace('{network}', () => problem.network ?? ''))}</p>`
    : '';
  const rows = networks.map((network) => renderNetwork(network, chosen.ssid === network.ssid, say)).join('\n');
  return renderDocument(
    language,
    words.title[language],
    `${alert}
<form method="post" action="/join"><fieldset><legend>${say(words.which)}</legend>
${rows || `<p>${say(words.none)}</p>`}
<label class="network"><input type="radio" name="network" value=""${chosen.name ? ' checked' : ''}><span>${say(words.other)}</span></label>
<input type="text" name="name" value="${escaped(chosen.name ?? '')}" maxlength="32" aria-label="${say(words.name)}" placeholder="${say(words.name)}" autocapitalize="none" autocomplete="off"></fieldset>
<p><label class="label" for="password">${say(words.password)}</label>
<input type="password" id="password" name="password" maxlength="64" autocapitalize="none" autocomplete="off">
<small>${say(words.passwordHint)}</small></p>
<p><label class="label" for="country">${say(words.country)}</label>
<select id="country" name="country" required><option value="">${say(words.choose)}</option>${renderCountries(countries, language, chosen.country)}</select>
<small>${say(words.countryHint)}</small></p>
<p class="quiet">${say(words.clear)}</p>
<button>${say(words.join)}</button></form>
<form method="post" action="/look-again"><button class="second">${say(words.again)}</button></form>`,
  );
}

function renderNetwork({ ssid, signal, lock }: Network, checked: boolean, say: (text: Text) => string): string {
  const strength = signal >= 60 ? words.strong : signal >= 35 ? words.fair : words.weak;
  const notes = [strength, ...(lock === 'none' ? [words.open] : []), ...(lock === 'unsupported' ? [words.unsupported] : [])];
  const state = lock === 'unsupported' ? ' disabled' : checked ? ' checked' : '';
  return `<label class="network"><input type="radio" name="network" value="${ssid}"${state}><span>${escaped(nameOf(ssid))}</span><small>${notes.map(say).join(', ')}</small></label>`;
}

function renderCountries(countries: readonly string[], language: Language, chosen: string | undefined): string {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  return countries
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .toSorted((one, other) => one.name.localeCompare(other.name, language))
    .map(({ code, name }) => `<option value="${escaped(code)}"${code === chosen ? ' selected' : ''}>${escaped(name)}</option>`)
    .join('');
}

/** The last page before the access point goes: to join a network, or to look for networks. */
export function renderFarewell(language: Language, box: string, network?: string): string {
  const fill = (text: Text) => text[language].replace('{box}', () => box).replace('{network}', () => network ?? '');
  const [title, ...texts] =
    network === undefined ? [words.lookingTitle, words.looking] : [words.leavingTitle, words.leaving, words.leavingElse];
  return renderDocument(language, fill(title), texts.map((text) => `<p>${escaped(fill(text))}</p>`).join('\n'));
}

const renderDocument = (language: Language, title: string, body: string): string => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${escaped(title)}</title><style>${style}</style></head>
<body><main><h1>${escaped(title)}</h1>${body}</main></body></html>
`;

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
