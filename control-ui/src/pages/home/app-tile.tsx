import type { App } from '@percloud/contract/apps';
import { appName } from '../../apps/app-name.ts';
import { appState, appTone, isOpen } from '../../apps/app-text.ts';
import { AppIcon, iconOf } from '../../components/app-icon.tsx';
import { LinkButton } from '../../components/button.tsx';
import { StateLine } from '../../components/state-line.tsx';
import { t } from '../../i18n/i18n.ts';

/** An app that is well says nothing about itself. */
export function AppTile({ app }: { app: App }) {
  const name = appName(app);
  return (
    <li class="tile">
      <a class="tile-app" href={`/apps/${app.id}`}>
        <AppIcon src={iconOf(app)} color={app.color} size={72} />
        <span class="tile-name" dir="auto">
          {name}
        </span>
        {app.status !== 'running' && (
          <span class="small">
            <StateLine tone={appTone(app)}>{appState(app)}</StateLine>
          </span>
        )}
        {app.status === 'running' && app.update && (
          <span class="small">
            <StateLine tone="notice">{t('home.update-ready')}</StateLine>
          </span>
        )}
      </a>
      {isOpen(app) && (
        <LinkButton href={app.openUrl} beside>
          {t('app.open')}
          <span class="visually-hidden"> {name}</span>
        </LinkButton>
      )}
    </li>
  );
}
