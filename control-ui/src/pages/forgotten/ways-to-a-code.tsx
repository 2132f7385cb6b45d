import type { ComponentChildren } from 'preact';
import { t } from '../../i18n/i18n.ts';

const fileName = 'reset-password.txt';

/** How somebody at the box gets a code, whatever they have there. */
export const WaysToACode = () => (
  <section class="stack-tight">
    <Way name={t('forgotten.screen')}>{t('forgotten.screen-text')}</Way>
    <Way name={t('forgotten.card')}>{t('forgotten.card-text', { file: fileName })}</Way>
    <Way name={t('forgotten.root')}>
      {t('forgotten.root-text')} <code>percloud person reset-code</code>
    </Way>
  </section>
);

const Way = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <details>
    <summary>{name}</summary>
    <p class="small">{children}</p>
  </details>
);
