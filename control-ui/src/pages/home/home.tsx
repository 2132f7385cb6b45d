import { Cpu, LayoutGrid, Trash2 } from 'lucide-preact';
import { LinkButton } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { StateLine } from '../../components/state-line.tsx';
import { ago } from '../../i18n/format.ts';
import { inMyLanguage, t } from '../../i18n/i18n.ts';
import { operationName } from '../../operations/operation-name.ts';
import { operationTitle } from '../../operations/operation-text.ts';
import { binnedApps, connection, findings, installedApps, operations, solvedFindings } from '../../state/live.ts';
import { mayChange, me, onlyLooksAfter } from '../../state/session.ts';
import { AppTile } from './app-tile.tsx';
import { findingText } from './finding-text.ts';
import { Findings } from './findings.tsx';
import { greetingAt } from './greeting.ts';
import { LastBackup } from './last-backup.tsx';
import { overallState } from './overall-state.ts';
import { RoomBar } from './room-bar.tsx';
import './home.css';

export function Home() {
  const apps = installedApps.value.toSorted(
    (a, b) => inMyLanguage(a.title).localeCompare(inMyLanguage(b.title)) || a.slug.localeCompare(b.slug),
  );
  const known = connection.value === 'live' || apps.length > 0;
  const state = overallState(apps, operations.value, findings.value);
  return (
    <div class="stack-wide">
      <PageHead title={t(greetingAt(new Date().getHours()), { name: me.value?.displayName ?? '' })}>
        {known && (
          <p>
            <StateLine tone={state.tone}>{state.href ? <a href={state.href}>{state.text}</a> : state.text}</StateLine>
          </p>
        )}
      </PageHead>
      <Findings />
      {known && (
        <section class="stack" aria-labelledby="my-apps">
          <h2 id="my-apps">{t('home.my-apps')}</h2>
          {apps.length === 0 && onlyLooksAfter.value ? (
            <Empty sign={Cpu} text={t('home.operator-only')}>
              <LinkButton href="/box" kind="primary">
                {t('home.look-at-box')}
              </LinkButton>
            </Empty>
          ) : apps.length === 0 ? (
            <Empty sign={LayoutGrid} text={t('home.empty')}>
              <LinkButton href="/catalog" kind="primary">
                {t('home.look-at-apps')}
              </LinkButton>
            </Empty>
          ) : (
            <ul class="tiles">
              {apps.map((app) => (
                <AppTile key={app.id} app={app} />
              ))}
            </ul>
          )}
        </section>
      )}
      <RoomBar />
      {known && mayChange.value && <LastBackup />}
      <Lately />
      {binnedApps.value.length > 0 && (
        <p>
          <a class="home-line" href="/bin">
            <Trash2 size={20} strokeWidth={1.5} aria-hidden="true" />
            {t('home.bin', { count: binnedApps.value.length })}
          </a>
        </p>
      )}
    </div>
  );
}

function Lately() {
  const ended = operations.value.filter(({ endedAt }) => endedAt !== null).slice(0, 3);
  if (ended.length === 0 && solvedFindings.value.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="lately">
      <h2 id="lately">{t('home.lately')}</h2>
      <ul class="stack-tight">
        {solvedFindings.value.map((finding) => (
          <li key={finding.id} class="lately">
            <span>{t('home.solved', { title: findingText(finding).title })}</span>
            <span class="quiet small">{ago(finding.solvedAt)}</span>
          </li>
        ))}
        {ended.map((operation) => (
          <li key={operation.id} class="lately">
            <a href={`/activity/${operation.id}`}>{operationTitle(operation, operationName(operation))}</a>
            <span class="quiet small">{operation.endedAt && ago(operation.endedAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
