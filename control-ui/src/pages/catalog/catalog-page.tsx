import { useComputed, useSignal } from '@preact/signals';
import { SearchX } from 'lucide-preact';
import { useEffect } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { Field } from '../../components/field.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { t } from '../../i18n/i18n.ts';
import { navigate } from '../../navigate.ts';
import { catalog, keepCatalog } from '../../state/catalog.ts';
import { byNeed, type Category, searchable } from './by-need.ts';
import { CatalogCard } from './catalog-card.tsx';
import { CatalogProblem } from './catalog-problem.tsx';
import { CategoryChoice } from './category-choice.tsx';
import './catalog.css';

export function CatalogPage() {
  useEffect(keepCatalog, []);
  const search = useSignal('');
  const category = useSignal<Category | undefined>(undefined);
  const all = useComputed(() => (catalog.value ?? []).map(searchable));
  const needs = useComputed(() => byNeed(all.value, search.value, category.value));
  const found = needs.value.flatMap(({ entries }) => entries);
  const showAll = () => {
    search.value = '';
    category.value = undefined;
  };
  return (
    <div class="stack-wide">
      <PageHead title={t('catalog.title')}>
        <p class="quiet">{t('catalog.text')}</p>
      </PageHead>
      <CatalogProblem />
      {catalog.value && (
        <search class="stack">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (search.value && found[0]) navigate(`/catalog/${found[0].id}`);
            }}
          >
            <Field
              label={t('catalog.search')}
              type="search"
              value={search.value}
              onInput={(value) => {
                search.value = value;
              }}
              autocapitalize="none"
              autocomplete="off"
            />
          </form>
          <CategoryChoice
            chosen={category.value}
            offered={byNeed(all.value, '').map((need) => need.category)}
            onChoose={(wanted) => {
              category.value = wanted;
            }}
          />
          <p class="visually-hidden" role="status">
            {(search.value || category.value) && t('catalog.found', { count: found.length })}
          </p>
        </search>
      )}
      {needs.value.map((need) => (
        <section key={need.category} class="stack" aria-labelledby={`need-${need.category}`}>
          <h2 id={`need-${need.category}`}>{t(`categories.${need.category}`)}</h2>
          <ul class="catalog-cards">
            {need.entries.map((entry) => (
              <CatalogCard key={entry.id} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
      {catalog.value && found.length === 0 && (
        <Empty sign={SearchX} text={search.value ? t('catalog.nothing-found', { search: search.value }) : t('catalog.empty')}>
          {search.value && <p class="quiet">{t('catalog.nothing-found-help')}</p>}
          {(search.value || category.value) && <Button onClick={showAll}>{t('catalog.show-all')}</Button>}
        </Empty>
      )}
      {catalog.value && (
        <p>
          <a href="/settings/sources">{t('sources.link')}</a>
        </p>
      )}
    </div>
  );
}
