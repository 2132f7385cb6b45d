import type { App } from '@percloud/contract/apps';
import type { CatalogEntry } from '@percloud/contract/catalog';
import { ExternalLink, Languages, LogOut, RefreshCw, Smartphone, SunMoon } from 'lucide-preact';
import { call } from '../api.ts';
import { appName } from '../apps/app-name.ts';
import { isOpen } from '../apps/app-text.ts';
import { catalogIconOf, iconOf } from '../components/app-icon.tsx';
import { inMyLanguage, isLanguage, language, languageNames, t } from '../i18n/i18n.ts';
import { navigate } from '../navigate.ts';
import { fartherPlaces, places } from '../places.ts';
import { appearance, appearances, setAppearance } from '../state/appearance.ts';
import { catalog } from '../state/catalog.ts';
import { installedApps } from '../state/live.ts';
import { mayChange, signOut, welcome } from '../state/session.ts';
import type { Command } from './command.ts';

/** All that can be found right now, what is wanted most often first. */
export function commandsNow(): Command[] {
  const apps = installedApps.value;
  const offered = mayChange.value ? (catalog.value ?? []).filter(({ hidden }) => !hidden) : [];
  return [
    ...apps.flatMap(ofApp),
    ...pages(),
    ...offered.map(ofEntry),
    ...apps.filter(({ devices }) => devices).map(addDevice),
    ...actions(),
  ];
}

function ofApp(app: App): Command[] {
  const title = appName(app);
  const keywords = `${app.program} ${t('palette.app')}`;
  const page: Command = {
    id: `app-${app.id}`,
    title,
    kind: app.slug,
    keywords,
    sign: { src: iconOf(app), color: app.color },
    run: () => navigate(`/apps/${app.id}`),
  };
  if (!isOpen(app)) return [page];
  return [
    {
      id: `open-${app.id}`,
      title: t('palette.open', { name: title }),
      kind: app.slug,
      keywords,
      sign: ExternalLink,
      run: () => window.open(app.openUrl, '_blank', 'noopener'),
    },
    page,
  ];
}

const ofEntry = (entry: CatalogEntry): Command => ({
  id: `catalog-${entry.id}`,
  title: inMyLanguage(entry.title),
  kind: t('palette.to-install'),
  keywords: `${entry.program} ${inMyLanguage(entry.summary)}`,
  sign: { src: catalogIconOf(entry.id), color: entry.color },
  run: () => navigate(`/catalog/${entry.id}`),
});

const addDevice = (app: App): Command => ({
  id: `device-${app.id}`,
  title: `${t('devices.add')}: ${appName(app)}`,
  kind: t('palette.action'),
  sign: Smartphone,
  run: () => navigate(`/apps/${app.id}?device=new`),
});

const pages = (): Command[] =>
  [...places(), ...fartherPlaces()].map(({ href, name, sign }) => ({
    id: `page-${href}`,
    title: t(name),
    kind: t('palette.page'),
    sign,
    run: () => navigate(href),
  }));

function actions(): Command[] {
  const kind = t('palette.action');
  return [
    ...Object.entries(languageNames).flatMap(([code, name]) =>
      isLanguage(code) && code !== language()
        ? [
            {
              id: `language-${code}`,
              title: `${t('account.language')}: ${name}`,
              kind,
              sign: Languages,
              run: async () => welcome(await call('updateMe', { body: { language: code } })),
            },
          ]
        : [],
    ),
    ...appearances
      .filter((one) => one !== appearance.value)
      .map((one) => ({
        id: `appearance-${one}`,
        title: `${t('account.appearance')}: ${t(`account.appearances.${one}`)}`,
        kind,
        sign: SunMoon,
        run: () => setAppearance(one),
      })),
    { id: 'refresh', title: t('palette.refresh-catalog'), kind, sign: RefreshCw, run: () => call('refreshCatalog') },
    { id: 'sign-out', title: t('account.sign-out'), kind, sign: LogOut, run: signOut },
  ];
}
