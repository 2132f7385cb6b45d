import { Alone } from '../components/alone.tsx';
import { PageHead } from '../components/page-head.tsx';
import { t } from '../i18n/i18n.ts';

/** The panel is here before the agent answers; it goes on by itself as soon as it does. */
export const Arriving = () => (
  <Alone>
    <PageHead title={t('arriving.title')}>
      <p role="status">{t('arriving.text')}</p>
    </PageHead>
    <progress aria-label={t('arriving.title')} />
  </Alone>
);
