import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Mark } from './components/mark.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { t } from './i18n/i18n.ts';
import { keepFocus } from './keep-focus.ts';
import { OperationDock } from './operations/operation-dock.tsx';
import { FindButton } from './palette/find-button.tsx';
import { places } from './places.ts';
import { follow } from './state/live.ts';
import { percloud } from './state/session.ts';
import './shell.css';

/** What stands around every page of somebody signed in. */
export function Shell({ children }: { children: ComponentChildren }) {
  const { path } = useLocation();
  useEffect(follow, []);
  return (
    <div class="shell">
      <a class="skip" href="#main">
        {t('nav.skip')}
      </a>
      <div class="side">
        <header class="top">
          <a class="top-mark" href="/">
            <Mark size={28} />
            <span dir="auto">{percloud.value?.name ?? 'Percloud'}</span>
          </a>
          <FindButton />
        </header>
        <nav class="places" aria-label={t('nav.label')}>
          <ul>
            {places().map(({ href, name, sign: Sign, within }) => (
              <li key={href}>
                <a href={href} aria-current={within.test(path) ? 'page' : undefined}>
                  <Sign size={22} strokeWidth={1.5} aria-hidden="true" />
                  <span>{t(name)}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      <div class="shell-page">
        <ConnectionBanner />
        <main id="main" tabIndex={-1} ref={keepFocus}>
          {children}
        </main>
      </div>
      <OperationDock />
    </div>
  );
}
