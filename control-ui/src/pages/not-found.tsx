import { Compass } from 'lucide-preact';
import { LinkButton } from '../components/button.tsx';
import { Empty } from '../components/empty.tsx';
import { PageHead } from '../components/page-head.tsx';
import { t } from '../i18n/i18n.ts';

export const NotFound = () => (
  <div class="stack-wide">
    <PageHead title={t('not-found.title')} />
    <Empty sign={Compass} text={t('not-found.text')}>
      <LinkButton href="/" kind="primary">
        {t('not-found.home')}
      </LinkButton>
    </Empty>
  </div>
);
