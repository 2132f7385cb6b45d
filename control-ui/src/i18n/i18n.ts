import type { Language, Text } from '@percloud/contract/words';
import { signal } from '@preact/signals';
import { createInstance } from 'i18next';
import type backups from './en/backups.json';
import type box from './en/box.json';
import type en from './en/panel.ts';
import { isolated } from './isolated.ts';

/** One chunk per language: only the one that is spoken is fetched. */
const load: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('./en/panel.ts'),
  es: () => import('./es/es.ts'),
  it: () => import('./it/it.ts'),
};

/** What only some pages say, and what is fetched together with them. */
const parts = {
  backups: {
    en: () => import('./en/backups.json'),
    es: () => import('./es/backups.json'),
    it: () => import('./it/backups.json'),
  },
  box: {
    en: () => import('./en/box.json'),
    es: () => import('./es/box.json'),
    it: () => import('./it/box.json'),
  },
} as const satisfies Record<string, typeof load>;
export type Part = keyof typeof parts;
const learnt = new Set<Part>();

/** How each language calls itself. */
export const languageNames: Record<Language, string> = { en: 'English', es: 'Español', it: 'Italiano' };
export const isLanguage = (value: string | undefined | null): value is Language =>
  value !== null && value !== undefined && Object.hasOwn(load, value);

type Singular<K extends string> = K extends `${infer Base}_${'one' | 'other' | 'many'}` ? Base : K;
type Leaves<T> = { [K in keyof T & string]: T[K] extends string ? Singular<K> : `${K}.${Leaves<T[K]>}` }[keyof T & string];
/** A sentence of the panel, by its place in `en/`. */
export type Sentence = Leaves<typeof en> | Leaves<typeof backups> | Leaves<typeof box>;
export type Fill = Record<string, string | number>;

const texts = createInstance({
  fallbackLng: false,
  nsSeparator: false,
  load: 'languageOnly',
  // The braces of the problems in the contract. Preact escapes HTML.
  interpolation: { prefix: '{', suffix: '}', escapeValue: true, escape: isolated, skipOnVariables: true },
  resources: {},
});
const current = signal<Language>('en');

/** Components that read it render again when the language changes. */
export const language = () => current.value;

export async function speak(next: Language) {
  const loaded = await Promise.all([load[next](), ...[...learnt].map((part) => parts[part][next]())]);
  if (!texts.isInitialized) await texts.init();
  for (const { default: words } of loaded) texts.addResourceBundle(next, 'translation', words, true, true);
  await texts.changeLanguage(next);
  document.documentElement.lang = next;
  document.querySelector('link[rel=manifest]')?.setAttribute('href', `/manifest-${next}.json`);
  localStorage.setItem('language', next);
  current.value = next;
}

/** Fetches the words of some pages: of the language that is spoken now, and of each that is chosen later. */
export async function learn(part: Part) {
  learnt.add(part);
  const spoken = current.peek();
  const { default: words } = await parts[part][spoken]();
  texts.addResourceBundle(spoken, 'translation', words, true, true);
}

/** Before anybody has signed in: what was chosen here before, else what the browser asks for. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem('language'), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.find(isLanguage) ?? 'en';
}

export function t(sentence: Sentence, fill: Fill = {}): string {
  void current.value;
  return texts.t(sentence, fill);
}

/** For texts named by data (a step, a problem): undefined where the language has none. */
export function find(key: string, fill: Fill = {}): string | undefined {
  void current.value;
  return texts.exists(key) ? texts.t(key, fill) : undefined;
}

/** A text that came with its translations: an app's title. */
export const inMyLanguage = (text: Text): string => isolated(text[current.value]);
