import type { App } from '@percloud/contract/apps';
import type { Tone } from '../components/state-line.tsx';
import { find, t } from '../i18n/i18n.ts';

const tones: Record<App['status'], Tone> = {
  running: 'good',
  starting: 'notice',
  busy: 'notice',
  stopped: 'notice',
  'in-bin': 'notice',
  unhealthy: 'bad',
  broken: 'bad',
};

export const appTone = (app: App): Tone => tones[app.status];
export const appState = (app: App): string => t(`app-status.${app.status}`);
/** Whether its address answers with the app itself. */
export const isOpen = (app: App): boolean => app.status === 'running' || app.status === 'unhealthy';
export const needsAttention = (app: App): boolean => app.status === 'unhealthy' || app.status === 'broken';

/** `egress:internet`, `public:/share`, `may-be-public:<setting>:/share`: what an app may do, in plain words. */
export function permissionText(permission: string): string {
  const [, kind = '', what = ''] = /^([^:]*):(?:\w+:(?=\/))?(.*)$/s.exec(permission) ?? [];
  return find(`permissions.${kind}.${what}`) ?? find(`permissions.${kind}.any`, { what }) ?? permission;
}

/** A dash stands in the version of what is not finished. */
export const isBeta = (version: string): boolean => version.includes('-');
export const versionName = (version: string): string => (isBeta(version) ? t('catalog.beta', { version }) : version);

/** What no app can do, and what this one can't for want of a permission. */
export function limitsOf(permissions: readonly string[]) {
  const has = (kind: string) => permissions.some((permission) => permission.startsWith(`${kind}:`));
  return [
    'apps' as const,
    'home' as const,
    'box' as const,
    ...(has('egress') ? [] : ['internet' as const]),
    ...(has('public') || has('may-be-public') ? [] : ['public' as const]),
  ];
}
