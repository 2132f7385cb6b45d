import type { Backup } from '@percloud/contract/backups';
import { appName } from '../../apps/app-name.ts';
import { inMyLanguage } from '../../i18n/i18n.ts';
import { findEntry } from '../../state/catalog.ts';
import { findApp } from '../../state/live.ts';

/** What the app is called today, else in the catalog; one that nobody knows any more by its program. */
export function backedUpName({ id, catalogApp, slug, program }: Backup['apps'][number]): string {
  const app = findApp(id);
  if (app) return appName(app);
  const entry = findEntry(catalogApp);
  return entry ? `${inMyLanguage(entry.title)} (${slug})` : `${program} (${slug})`;
}
