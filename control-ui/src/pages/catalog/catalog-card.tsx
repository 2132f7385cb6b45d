import type { CatalogEntry } from '@percloud/contract/catalog';
import { AppIcon, catalogIconOf } from '../../components/app-icon.tsx';
import { bytes, memory } from '../../i18n/format.ts';
import { inMyLanguage, t } from '../../i18n/i18n.ts';
import { installedApps } from '../../state/live.ts';

export function CatalogCard({ entry }: { entry: CatalogEntry }) {
  const installed = installedApps.value.some(({ catalogApp }) => catalogApp === entry.id);
  return (
    <li>
      <a class="card catalog-card" href={`/catalog/${entry.id}`}>
        <AppIcon src={catalogIconOf(entry.id)} color={entry.color} size={56} />
        <span class="catalog-card-text">
          <span class="tile-name">{inMyLanguage(entry.title)}</span>
          <span class="small">{inMyLanguage(entry.summary)}</span>
          <span class="quiet small">
            {installed ? t('catalog.installed') : t('catalog.size', { size: bytes(entry.sizeBytes), memory: memory(entry.memoryBytes) })}
          </span>
        </span>
      </a>
    </li>
  );
}
