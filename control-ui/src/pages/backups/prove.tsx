import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { t } from '../../i18n/i18n.ts';
import { useAction } from '../../state/use-action.ts';

interface ProveProps {
  params: { percloud: string; target: string; backup: string };
  busy: boolean;
}

/** A backup that nobody has opened is a hope. */
export function Prove({ params, busy }: ProveProps) {
  const action = useAction();
  return (
    <div class="stack-tight">
      {action.problem && <ProblemNotice problem={action.problem} />}
      <p>
        <Button disabled={busy || action.busy} onClick={() => action.start(() => call('drillBackup', { params }))}>
          {t('backups.open.prove')}
        </Button>
      </p>
      <p class="quiet small">{t('backups.open.prove-help')}</p>
    </div>
  );
}
