import { isLanguage, language, languageNames, speak } from '../i18n/i18n.ts';
import './language-choice.css';

/** Before signing in: each language by its own name, so that nobody has to read another one to find theirs. */
export const LanguageChoice = () => (
  <ul class="languages">
    {Object.entries(languageNames).map(([code, name]) => (
      <li key={code}>
        <button type="button" lang={code} aria-pressed={language() === code} onClick={() => isLanguage(code) && void speak(code)}>
          {name}
        </button>
      </li>
    ))}
  </ul>
);
