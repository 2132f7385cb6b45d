import type { Language } from '@percloud/contract/words';
import { createInstance } from 'i18next';
import en from '../../src/i18n/en/panel.ts';
import es from '../../src/i18n/es/panel.ts';
import type { Fill, Sentence } from '../../src/i18n/i18n.ts';
import { isolated } from '../../src/i18n/isolated.ts';
import it from '../../src/i18n/it/panel.ts';

export type Say = (sentence: Sentence, fill?: Fill) => string;

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
  return (sentence, fill = {}) => {
    if (!texts.exists(sentence, fill)) throw new Error(`${language} has no words for ${sentence}`);
    return texts.t(sentence, fill);
  };
}
