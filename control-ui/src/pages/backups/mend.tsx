import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { t } from '../../i18n/i18n.ts';
import { useAction } from '../../state/use-action.ts';

/** What was found damaged in a place, healed by what the box still has. */
export function Mend({ params, busy }: { params: { percloud: string; target: string }; busy: boolean }) {
  const action = useAction();
  return (
    <div class="stack-tight">
      {action.problem && <ProblemNotice problem={action.problem} />}
      <p>
        <Button disabled={busy || action.busy} onClick={() => action.start(() => call('mendBackups', { params }))}>
          {t('backups.mend')}
        </Button>
      </p>
      <p class="quiet small">{t('backups.mend-help')}</p>
    </div>
  );
}
