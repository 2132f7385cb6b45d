import type { Snapshot } from '@percloud/contract/apps';
import { useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { appName } from '../../apps/app-name.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { moment } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { operationTitle } from '../../operations/operation-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useFetched } from '../../state/use-fetched.ts';
import type { TabProps } from './app-page.tsx';
import { LastBackup } from './last-backup.tsx';
import { type TimelineEntry, timelineOf } from './timeline.ts';

export function History({ app, detail }: TabProps) {
  const { value: operations } = useFetched(() => call('listOperations', { query: { app: app.id, limit: 100 } }), [app]);
  const chosen = useSignal<Snapshot | undefined>(undefined);
  const action = useAction();
  const name = appName(app);
  const entries = timelineOf(detail, operations.value ?? [], new Date().toISOString());

  const close = () => {
    chosen.value = undefined;
    action.forget();
  };
  const goBack = async (snapshot: Snapshot) => {
    const params = { percloud: app.percloud, app: app.id };
    const operation = await action.start(() => call('rollbackApp', { params, body: { snapshot: snapshot.id } }));
    if (operation) close();
  };

  return (
    <section class="card stack" aria-labelledby="history">
      <h2 id="history">{t('history.title')}</h2>
      <p class="quiet">{t('history.text')}</p>
      <ol class="timeline">
        {entries.map((entry) => (
          <li key={`${entry.kind}-${entry.at}`} data-kind={entry.kind}>
            <Entry
              entry={entry}
              name={name}
              busy={app.operation !== null}
              onChoose={(snapshot) => {
                chosen.value = snapshot;
              }}
            />
          </li>
        ))}
      </ol>
      <LastBackup app={app.id} />
      <p>
        <a class="small history-all" href={`/activity?app=${app.id}`}>
          {t('history.all')}
        </a>
      </p>
      {chosen.value && (
        <Confirm
          title={t('history.go-back-title', { when: moment(chosen.value.takenAt) })}
          verb={t('history.go-back')}
          action={action}
          onConfirm={() => chosen.value && goBack(chosen.value)}
          onClose={close}
        >
          <p>{t('history.go-back-text', { name, version: chosen.value.version, when: moment(chosen.value.takenAt) })}</p>
        </Confirm>
      )}
    </section>
  );
}

interface EntryProps {
  entry: TimelineEntry;
  name: string;
  busy: boolean;
  onChoose: (snapshot: Snapshot) => void;
}

function Entry({ entry, name, busy, onChoose }: EntryProps) {
  switch (entry.kind) {
    case 'now':
      return <p class="field-label">{t('history.now', { version: entry.version })}</p>;
    case 'event':
      return (
        <p class="quiet small">
          {operationTitle(entry.operation, name)} · {moment(entry.at)}
        </p>
      );
    case 'snapshot':
      return (
        <>
          <p>
            {t('history.version', { version: entry.snapshot.version })}
            <br />
            <span class="quiet small">
              {t(`history.before-${entry.snapshot.reason}`)} · {moment(entry.at)}
              {entry.snapshot.keptUntil && ` · ${t('history.kept-until', { when: moment(entry.snapshot.keptUntil) })}`}
            </span>
          </p>
          <Button disabled={busy} label={`${t('history.go-back')}: ${moment(entry.at)}`} onClick={() => onChoose(entry.snapshot)}>
            {t('history.go-back')}
          </Button>
        </>
      );
  }
}
