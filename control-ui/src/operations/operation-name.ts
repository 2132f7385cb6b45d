import type { Operation } from '@percloud/contract/operations';
import { inMyLanguage } from '../i18n/i18n.ts';
import { findEntry } from '../state/catalog.ts';
import { findApp } from '../state/live.ts';

/** What an operation is about; an app that is being installed is known to the catalog only. */
export function operationName({ subject }: Operation): string {
  const title = findApp(subject.app)?.title ?? findEntry(subject.catalogApp)?.title;
  return title ? inMyLanguage(title) : (subject.slug ?? subject.catalogApp ?? '');
}
