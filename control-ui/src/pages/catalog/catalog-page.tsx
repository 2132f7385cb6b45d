import { useSignal } from '@preact/signals';
import { SearchX } from 'lucide-preact';
import { useEffect } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { Field } from '../../components/field.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { language, t } from '../../i18n/i18n.ts';
import { catalog, keepCatalog } from '../../state/catalog.ts';
import { byNeed } from './by-need.ts';
import { CatalogCard } from './catalog-card.tsx';
import { CatalogProblem } from './catalog-problem.tsx';
import './catalog.css';

export function CatalogPage() {
  useEffect(keepCatalog, []);
  const search = useSignal('');
  const needs = byNeed(catalog.value ?? [], search.value, language());
  return (
    <div class="stack-wide">
      <PageHead title={t('catalog.title')}>
        <p class="quiet">{t('catalog.text')}</p>
      </PageHead>
      <CatalogProblem />
      {catalog.value && (
        <search>
          <Field
            label={t('catalog.search')}
            type="search"
            value={search.value}
            onInput={(value) => {
              search.value = value;
            }}
          />
        </search>
      )}
      {needs.map(({ category, entries }) => (
        <section key={category} class="stack" aria-labelledby={`need-${category}`}>
          <h2 id={`need-${category}`}>{t(`categories.${category}`)}</h2>
          <ul class="catalog-cards">
            {entries.map((entry) => (
              <CatalogCard key={entry.id} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
      {catalog.value && needs.length === 0 && (
        <Empty sign={SearchX} text={search.value ? t('catalog.nothing-found', { search: search.value }) : t('catalog.empty')}>
          {search.value && (
            <Button
              onClick={() => {
                search.value = '';
              }}
            >
              {t('catalog.show-all')}
            </Button>
          )}
        </Empty>
      )}
    </div>
  );
}
