import { PageHead } from '../../components/page-head.tsx';
import { t } from '../../i18n/i18n.ts';
import { catalogState } from '../../state/live.ts';
import { isOperator } from '../../state/session.ts';
import { AddSource } from './add-source.tsx';
import { Source } from './source.tsx';
import './sources.css';

/** Where apps come from, who vouches for them, and, for the operator, the way to more of them. */
export function SourcesPage() {
  return (
    <div class="stack-wide">
      <PageHead title={t('sources.title')}>
        <p class="quiet">{t('sources.text')}</p>
      </PageHead>
      {catalogState.value?.catalogs.map((source) => (
        <Source key={source.id} source={source} />
      ))}
      {isOperator.value ? <AddSource /> : <p class="quiet">{t('sources.operator-only')}</p>}
    </div>
  );
}
