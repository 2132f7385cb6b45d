import { House, LayoutGrid, ListChecks, Settings } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Mark } from './components/mark.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { t } from './i18n/i18n.ts';
import { OperationDock } from './operations/operation-dock.tsx';
import { follow } from './state/live.ts';
import { percloud } from './state/session.ts';
import './shell.css';

const places = [
  { href: '/', name: 'nav.home', sign: House, within: /^\/(apps\/.*|bin)?$/ },
  { href: '/catalog', name: 'nav.apps', sign: LayoutGrid, within: /^\/catalog/ },
  { href: '/activity', name: 'nav.activity', sign: ListChecks, within: /^\/activity/ },
  { href: '/settings', name: 'nav.settings', sign: Settings, within: /^\/settings/ },
] as const;

/** What stands around every page of somebody signed in. */
export function Shell({ children }: { children: ComponentChildren }) {
  const { path } = useLocation();
  useEffect(follow, []);
  return (
    <div class="shell">
      <a class="skip" href="#main">
        {t('nav.skip')}
      </a>
      <nav class="places" aria-label={t('nav.label')}>
        <a class="places-mark" href="/">
          <Mark size={28} />
          <span>{percloud.value?.name ?? 'Percloud'}</span>
        </a>
        <ul>
          {places.map(({ href, name, sign: Sign, within }) => (
            <li key={href}>
              <a href={href} aria-current={within.test(path) ? 'page' : undefined}>
                <Sign size={22} strokeWidth={1.5} aria-hidden="true" />
                <span>{t(name)}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="shell-page">
        <ConnectionBanner />
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <OperationDock />
    </div>
  );
}
