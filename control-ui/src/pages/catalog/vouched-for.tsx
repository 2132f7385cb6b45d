import type { CatalogSource } from '@percloud/contract/catalogs';
import { TriangleAlert } from 'lucide-preact';
import { moment } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { isOwn, publisherOf } from '../../state/catalog.ts';
import { Vouching } from '../sources/vouching.tsx';

/** Whose app this is. Of somebody else's it says so plainly, before anything is installed. */
export function VouchedFor({ source }: { source: CatalogSource }) {
  if (isOwn(source)) return null;
  return (
    <section class="notice" data-tone="notice" aria-labelledby="vouched-for">
      <TriangleAlert size={24} strokeWidth={1.5} aria-hidden="true" />
      <div class="stack-tight">
        <h2 id="vouched-for">{t('catalog.not-looked-at')}</h2>
        <p>{t('catalog.comes-from', { publisher: publisherOf(source) })}</p>
        <Vouching source={source} />
        {source.addedAt && <p class="small">{t('sources.added', { name: source.addedBy ?? '', when: moment(source.addedAt) })}</p>}
      </div>
    </section>
  );
}
