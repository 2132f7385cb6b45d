import type { App, AppDetail } from '@percloud/contract/apps';
import { Compass } from 'lucide-preact';
import { useRoute } from 'preact-iso';
import { call } from '../../api.ts';
import { appName } from '../../apps/app-name.ts';
import { appState, appTone, isOpen } from '../../apps/app-text.ts';
import { AppIcon, iconOf } from '../../components/app-icon.tsx';
import { LinkButton } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateLine } from '../../components/state-line.tsx';
import { t } from '../../i18n/i18n.ts';
import { connection, findApp } from '../../state/live.ts';
import { mayChange } from '../../state/session.ts';
import { useFetched } from '../../state/use-fetched.ts';
import { AppSettings } from './app-settings.tsx';
import { Details } from './details.tsx';
import { History } from './history.tsx';
import { Overview } from './overview.tsx';
import '../catalog/catalog.css';
import './app.css';

const tabs = ['overview', 'settings', 'history', 'details'] as const;
type Tab = (typeof tabs)[number];

export function AppPage() {
  const { params } = useRoute();
  const app = findApp(params.app);
  if (app && !app.deletedAt) return <Installed app={app} tab={tabs.find((tab) => tab === params.tab) ?? 'overview'} />;
  if (connection.value === 'connecting') return null;
  return (
    <div class="stack-wide">
      <PageHead title={t('app.gone')} />
      <Empty sign={Compass} text={t('app.gone-text')}>
        <LinkButton href="/">{t('not-found.home')}</LinkButton>
      </Empty>
    </div>
  );
}

export interface TabProps {
  app: App;
  detail: AppDetail;
}

function Installed({ app, tab }: { app: App; tab: Tab }) {
  const params = { percloud: app.percloud, app: app.id };
  // Every change of an app makes a new event, and with it a new object.
  const { value, problem } = useFetched(() => call('getApp', { params }), [app]);
  const detail = value.value?.id === app.id ? value.value : undefined;
  const shownTabs = tabs.filter((one) => mayChange.value || one === 'overview');
  return (
    <div class="stack-wide">
      <div class="app-head">
        <AppIcon src={iconOf(app)} color={app.color} size={80} />
        <PageHead title={appName(app)}>
          <p>
            <StateLine tone={appTone(app)}>{appState(app)}</StateLine>
          </p>
        </PageHead>
        {isOpen(app) && (
          <div class="app-head-actions">
            <LinkButton href={app.openUrl} kind="primary" size="large" beside>
              {t('app.open')}
            </LinkButton>
          </div>
        )}
      </div>
      <nav class="tabs" aria-label={t('app.tabs')}>
        <ul>
          {shownTabs.map((one) => (
            <li key={one}>
              <a href={one === 'overview' ? `/apps/${app.id}` : `/apps/${app.id}/${one}`} aria-current={one === tab ? 'page' : undefined}>
                {t(`app.tab.${one}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {problem && !detail && <ProblemNotice problem={problem} />}
      {detail && <TabContent tab={tab} app={app} detail={detail} />}
    </div>
  );
}

function TabContent({ tab, ...props }: TabProps & { tab: Tab }) {
  switch (tab) {
    case 'overview':
      return <Overview {...props} />;
    case 'settings':
      return <AppSettings key={props.detail.generation} {...props} />;
    case 'history':
      return <History {...props} />;
    case 'details':
      return <Details {...props} />;
  }
}
