import type { CatalogEntry } from '@percloud/contract/catalog';
import { AppIcon, catalogIconOf } from '../../components/app-icon.tsx';
import { bytes, memory } from '../../i18n/format.ts';
import { inMyLanguage, t } from '../../i18n/i18n.ts';
import { findSource, isOwn, machine, publisherOf } from '../../state/catalog.ts';
import { installedApps } from '../../state/live.ts';
import { misfitsOf } from './fits.ts';

export function CatalogCard({ entry }: { entry: CatalogEntry }) {
  const source = findSource(entry.catalog);
  return (
    <li>
      <a class="card catalog-card" href={`/catalog/${entry.id}`}>
        <AppIcon src={catalogIconOf(entry.id)} color={entry.color} size={56} />
        <span class="catalog-card-text">
          <span class="tile-name catalog-card-name">{inMyLanguage(entry.title)}</span>
          <span class="small catalog-card-summary">{inMyLanguage(entry.summary)}</span>
          <span class="quiet small">{standing(entry)}</span>
          {source && !isOwn(source) && <span class="quiet small">{t('catalog.from', { publisher: publisherOf(source) })}</span>}
        </span>
      </a>
    </li>
  );
}

/** The one thing to know before looking closer. */
function standing(entry: CatalogEntry): string {
  const isInstalled = installedApps.value.some(
    ({ catalogApp, publisher }) => catalogApp === entry.id && publisher.catalog === entry.catalog,
  );
  if (isInstalled) return t('catalog.installed');
  const [misfit] = misfitsOf(entry, machine.value);
  if (misfit === 'no-room' || misfit === 'no-memory') return t('catalog.needs-more');
  const needed = memory(entry.memoryBytes);
  return entry.missingBytes === 0
    ? t('catalog.size-here', { memory: needed })
    : t('catalog.size', { size: bytes(entry.missingBytes), memory: needed });
}
