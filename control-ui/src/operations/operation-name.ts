import type { Operation } from '@percloud/contract/operations';
import { appName } from '../apps/app-name.ts';
import { inMyLanguage } from '../i18n/i18n.ts';
import { findEntry } from '../state/catalog.ts';
import { findApp } from '../state/live.ts';

/** What an operation is about; an app that is being installed is known to the catalog only. */
export function operationName({ subject }: Operation): string {
  const app = findApp(subject.app);
  if (app) return appName(app);
  const entry = findEntry(subject.catalogApp);
  return entry ? inMyLanguage(entry.title) : (subject.slug ?? subject.catalogApp ?? '');
}
