import { Cpu, DatabaseBackup, House, LayoutGrid, ListChecks, type LucideIcon, Settings, Trash2 } from 'lucide-preact';
import type { Sentence } from './i18n/i18n.ts';
import { isOperator, mayChange, onlyLooksAfter } from './state/session.ts';

interface Place {
  href: string;
  name: Sentence;
  sign: LucideIcon;
}

/** What the bar shows on every page; `within` are the paths that belong to it. */
export const places = (): (Place & { within: RegExp })[] => [
  { href: '/', name: 'nav.home', sign: House, within: /^\/(apps\/.*|bin)?$/ },
  ...(onlyLooksAfter.value ? [] : [{ href: '/catalog', name: 'nav.apps' as const, sign: LayoutGrid, within: /^\/catalog/ }]),
  ...(mayChange.value ? [{ href: '/backups', name: 'nav.backups' as const, sign: DatabaseBackup, within: /^\/backups/ }] : []),
  { href: '/activity', name: 'nav.activity', sign: ListChecks, within: /^\/activity/ },
  ...(isOperator.value ? [{ href: '/box', name: 'nav.box' as const, sign: Cpu, within: /^\/box/ }] : []),
  { href: '/settings', name: 'nav.settings', sign: Settings, within: /^\/settings/ },
];

/** Pages that are reached from others, and found by name. */
export const fartherPlaces = (): Place[] => [{ href: '/bin', name: 'bin.title', sign: Trash2 }];
