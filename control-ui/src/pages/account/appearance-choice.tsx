import { Choice } from '../../components/field.tsx';
import { t } from '../../i18n/i18n.ts';
import { appearance, appearances, setAppearance } from '../../state/appearance.ts';

/** Shows at once what it does, so there is nothing to save. */
export const AppearanceChoice = () => (
  <section class="card stack" aria-labelledby="this-device">
    <h2 id="this-device">{t('account.this-device')}</h2>
    <Choice
      label={t('account.appearance')}
      value={appearance.value}
      onInput={(value) => {
        const chosen = appearances.find((one) => one === value);
        if (chosen) setAppearance(chosen);
      }}
      choices={appearances.map((value) => ({ value, label: t(`account.appearances.${value}`) }))}
    />
  </section>
);
