import type { App } from '@percloud/contract/apps';
import { Play, RotateCw, Square } from 'lucide-preact';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { t } from '../../i18n/i18n.ts';
import { useAction } from '../../state/use-action.ts';

export function Power({ app }: { app: App }) {
  const action = useAction();
  const params = { percloud: app.percloud, app: app.id };
  const busy = action.busy || app.operation !== null;
  const sign = { size: 20, strokeWidth: 1.5, 'aria-hidden': 'true' } as const;
  return (
    <section class="stack-tight" aria-label={t('app.power')}>
      <div class="row">
        {app.status === 'stopped' || app.status === 'broken' ? (
          <Button disabled={busy} onClick={() => action.start(() => call('startApp', { params }))}>
            <Play {...sign} />
            {t('app.start')}
          </Button>
        ) : (
          <>
            <Button disabled={busy} onClick={() => action.start(() => call('restartApp', { params }))}>
              <RotateCw {...sign} />
              {t('app.restart')}
            </Button>
            <Button disabled={busy} onClick={() => action.start(() => call('stopApp', { params }))}>
              <Square {...sign} />
              {t('app.stop')}
            </Button>
          </>
        )}
      </div>
      {action.problem && <ProblemNotice problem={action.problem} />}
    </section>
  );
}
