import type { App } from '@percloud/contract/apps';
import { inMyLanguage } from '../i18n/i18n.ts';
import { installedApps } from '../state/live.ts';

/** Its title; where two apps have the same, each with the name in its address. */
export function appName(app: App): string {
  const title = inMyLanguage(app.title);
  const twins = installedApps.value.some((other) => other.id !== app.id && inMyLanguage(other.title) === title);
  return twins ? `${title} (${app.slug})` : title;
}
