import type { Language } from '@percloud/contract/words';
import { createInstance } from 'i18next';
import englishBackups from '../../src/i18n/en/backups.json';
import englishBox from '../../src/i18n/en/box.json';
import en from '../../src/i18n/en/panel.ts';
import spanishBackups from '../../src/i18n/es/backups.json';
import spanishBox from '../../src/i18n/es/box.json';
import es from '../../src/i18n/es/panel.ts';
import type { Fill, Sentence } from '../../src/i18n/i18n.ts';
import { isolated } from '../../src/i18n/isolated.ts';
import italianBackups from '../../src/i18n/it/backups.json';
import italianBox from '../../src/i18n/it/box.json';
import it from '../../src/i18n/it/panel.ts';

export type Say = (sentence: Sentence, fill?: Fill) => string;

const fetchedLater = {
  en: { ...englishBackups, ...englishBox },
  es: { ...spanishBackups, ...spanishBox },
  it: { ...italianBackups, ...italianBox },
};

/** What the panel says, so that a test can be read as a sentence and holds in every language. */
export function wordsIn(language: Language): Say {
  const texts = createInstance({
    lng: language,
    fallbackLng: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { prefix: '{', suffix: '}', escapeValue: true, escape: isolated, skipOnVariables: true },
    resources: { en: { translation: en }, es: { translation: es }, it: { translation: it } },
  });
  void texts.init();
  // What the panel fetches together with some pages.
  for (const [spoken, words] of Object.entries(fetchedLater)) texts.addResourceBundle(spoken, 'translation', words, true, true);
  return (sentence, fill = {}) => {
    if (!texts.exists(sentence, fill)) throw new Error(`${language} has no words for ${sentence}`);
    return texts.t(sentence, fill);
  };
}
