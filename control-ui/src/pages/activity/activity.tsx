import { useSignal } from '@preact/signals';
import { ListChecks } from 'lucide-preact';
import { useLocation } from 'preact-iso';
import { appName } from '../../apps/app-name.ts';
import { LinkButton } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { Choice } from '../../components/field.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ago } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { OperationView } from '../../operations/operation-view.tsx';
import { binnedApps, connection, installedApps, operations } from '../../state/live.ts';
import { Older } from './older.tsx';
import './activity.css';

export function Activity() {
  const { query } = useLocation();
  /** Empty: of all apps, and of the box. */
  const app = useSignal(query.app ?? '');
  const told = operations.value.filter(({ subject }) => app.value === '' || subject.app === app.value);
  const live = told.filter(({ endedAt }) => endedAt === null);
  const past = told.filter(({ endedAt }) => endedAt !== null);
  const apps = [...installedApps.value, ...binnedApps.value];
  return (
    <div class="stack-wide">
      <PageHead title={t('activity.title')} />
      {apps.length > 1 && (
        <Choice
          label={t('activity.of')}
          value={app.value}
          onInput={(value) => {
            app.value = value;
          }}
          choices={[
            { value: '', label: t('activity.of-all') },
            ...apps.map((one) => ({ value: one.id, label: appName(one) })).sort((a, b) => a.label.localeCompare(b.label)),
          ]}
        />
      )}
      {live.length > 0 && (
        <section class="stack" aria-labelledby="live">
          <h2 id="live">{t('activity.now')}</h2>
          <ul class="stack">
            {live.map((operation) => (
              <li key={operation.id} class="card">
                <OperationView operation={operation} />
                <ActivityLink id={operation.id} words={t('activity.steps')} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {past.length > 0 && (
        <section class="stack" aria-labelledby="past">
          <h2 id="past">{t('activity.past')}</h2>
          <ul class="past">
            {past.map((operation) => (
              <li key={operation.id}>
                <OperationView operation={operation} />
                <p class="quiet small past-foot">
                  <span>
                    {operation.endedAt && ago(operation.endedAt)}
                    {operation.startedBy.person && (
                      <>
                        {' · '}
                        <bdi>{operation.startedBy.name}</bdi>
                      </>
                    )}
                  </span>
                  <ActivityLink id={operation.id} words={t('activity.steps')} />
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {connection.value !== 'connecting' && <Older key={app.value} app={app.value} oldest={past.at(-1)?.createdAt} />}
      {told.length === 0 && connection.value !== 'connecting' && (
        <Empty sign={ListChecks} text={t('activity.empty')}>
          <LinkButton href="/catalog">{t('home.look-at-apps')}</LinkButton>
        </Empty>
      )}
    </div>
  );
}

const ActivityLink = ({ id, words }: { id: string; words: string }) => (
  <a class="small past-link" href={`/activity/${id}`}>
    {words}
  </a>
);
