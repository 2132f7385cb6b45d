import type { CatalogEntry } from '@percloud/contract/catalog';
import { StateLine } from '../../components/state-line.tsx';
import { bytes, memory } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { machine } from '../../state/catalog.ts';
import { misfitsOf } from './fits.ts';

/** What an app takes of this machine, and whether that is there. */
export function Needs({ entry }: { entry: CatalogEntry }) {
  const misfits = misfitsOf(entry, machine.value);
  return (
    <section class="card stack" aria-labelledby="needs">
      <h2 id="needs">{t('catalog.needs')}</h2>
      {machine.value && misfits.length === 0 && (
        <p>
          <StateLine tone="good">{t('catalog.fits')}</StateLine>
        </p>
      )}
      {misfits.map((misfit) => (
        <p key={misfit}>
          <StateLine tone="notice">
            {t(`catalog.${misfit}`, {
              free: bytes(machine.value?.freeBytes ?? 0),
              memory: memory(machine.value?.memoryBytes ?? 0),
              freeMemory: memory(machine.value?.freeMemoryBytes ?? 0),
            })}
          </StateLine>
        </p>
      ))}
      <dl class="facts">
        <dt>{t('catalog.download')}</dt>
        <dd>{download(entry)}</dd>
        <dt>{t('catalog.memory')}</dt>
        <dd>{t('catalog.at-most', { size: memory(entry.memoryBytes) })}</dd>
      </dl>
    </section>
  );
}

/** Other apps may have brought some of it, or all. */
function download({ sizeBytes, missingBytes }: CatalogEntry): string {
  if (missingBytes === 0) return t('catalog.all-here');
  if (missingBytes < sizeBytes) return t('catalog.rest-here', { missing: bytes(missingBytes), size: bytes(sizeBytes) });
  return bytes(sizeBytes);
}
