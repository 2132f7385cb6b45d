import { useSignal } from '@preact/signals';
import { ListChecks } from 'lucide-preact';
import { call } from '../../api.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { ago } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { OperationView } from '../../operations/operation-view.tsx';
import { connection, liveOperations, note, operations } from '../../state/live.ts';
import { useAction } from '../../state/use-action.ts';
import './activity.css';

/** As many as the events begin with; a shorter page of older ones is the last. */
const pageLength = 50;

export function Activity() {
  const past = operations.value.filter(({ endedAt }) => endedAt !== null);
  return (
    <div class="stack-wide">
      <PageHead title={t('activity.title')} />
      {liveOperations.value.length > 0 && (
        <section class="stack" aria-labelledby="live">
          <h2 id="live">{t('activity.now')}</h2>
          <ul class="stack">
            {liveOperations.value.map((operation) => (
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
                    {operation.startedBy.person && ` · ${operation.startedBy.name}`}
                  </span>
                  <ActivityLink id={operation.id} words={t('activity.steps')} />
                </p>
              </li>
            ))}
          </ul>
          <Older oldest={past.at(-1)?.createdAt} count={operations.value.length} />
        </section>
      )}
      {operations.value.length === 0 && connection.value !== 'connecting' && (
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

function Older({ oldest, count }: { oldest: string | undefined; count: number }) {
  const action = useAction();
  const all = useSignal(count < pageLength);
  if (all.value) return null;
  const fetchOlder = () =>
    action.run(async () => {
      const older = await call('listOperations', { query: { before: oldest, limit: pageLength } });
      for (const operation of older) note(operation);
      all.value = older.length < pageLength;
    });
  return (
    <>
      {action.problem && <ProblemNotice problem={action.problem} />}
      <p>
        <Button disabled={action.busy} onClick={fetchOlder}>
          {t('activity.older')}
        </Button>
      </p>
    </>
  );
}
