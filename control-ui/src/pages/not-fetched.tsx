import { PageHead } from '../components/page-head.tsx';
import { t } from '../i18n/i18n.ts';

/** Stands in for a page whose file could not be fetched; everything is fetched anew as soon as the box answers. */
export const NotFetched = () => (
  <PageHead title={t('not-fetched.title')}>
    <p role="alert">{t('not-fetched.text')}</p>
  </PageHead>
);
