import { useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { t } from '../../i18n/i18n.ts';
import { note, operations } from '../../state/live.ts';
import { useAction } from '../../state/use-action.ts';

/** As many as the events begin with; a shorter page of older ones is the last. */
const pageLength = 50;

/** Brings what is older than the oldest shown. */
export function Older({ app, oldest }: { app: string; oldest: string | undefined }) {
  const action = useAction();
  const all = useSignal(operations.value.length < pageLength);
  if (all.value) return null;
  const fetchOlder = () =>
    action.run(async () => {
      const older = await call('listOperations', { query: { app: app || undefined, before: oldest, limit: pageLength } });
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
