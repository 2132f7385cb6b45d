import type { App } from '@percloud/contract/apps';
import { useSignal } from '@preact/signals';
import { Play, RotateCw, Square } from 'lucide-preact';
import { call } from '../../api.ts';
import { PermissionList } from '../../apps/permission-list.tsx';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { memory, moment } from '../../i18n/format.ts';
import { inMyLanguage, t } from '../../i18n/i18n.ts';
import { navigate } from '../../navigate.ts';
import { mayChange } from '../../state/session.ts';
import { useAction } from '../../state/use-action.ts';
import type { TabProps } from './app-page.tsx';
import { Devices } from './devices.tsx';
import { LastProblem } from './last-problem.tsx';
import { UpdateNotice } from './update-notice.tsx';

export function Overview({ app, detail }: TabProps) {
  const limit = detail.services.reduce((sum, { memoryLimitBytes }) => sum + memoryLimitBytes, 0);
  return (
    <div class="stack-wide">
      <LastProblem app={app} />
      {app.update && mayChange.value && <UpdateNotice app={app} update={app.update} />}
      {app.devices && <Devices app={app} />}
      <section class="card stack" aria-labelledby="about">
        <h2 id="about">{t('app.about')}</h2>
        <dl class="facts">
          <dt>{t('catalog.program')}</dt>
          <dd>{app.program}</dd>
          <dt>{t('catalog.version')}</dt>
          <dd>{app.version}</dd>
          <dt>{t('app.address')}</dt>
          <dd>{new URL(app.url).host}</dd>
          <dt>{t('catalog.memory')}</dt>
          <dd>{t('catalog.at-most', { size: memory(limit) })}</dd>
          <dt>{t('app.installed')}</dt>
          <dd>{moment(app.installedAt)}</dd>
        </dl>
        <h3>{t('permissions.title')}</h3>
        <PermissionList permissions={detail.permissions} />
      </section>
      {mayChange.value && <Power app={app} />}
      {mayChange.value && <Remove app={app} />}
    </div>
  );
}

function Power({ app }: { app: App }) {
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

function Remove({ app }: { app: App }) {
  const asking = useSignal(false);
  const action = useAction();
  const name = inMyLanguage(app.title);
  const remove = async () => {
    const operation = await action.start(() => call('removeApp', { params: { percloud: app.percloud, app: app.id } }));
    if (operation) navigate('/');
  };
  const close = () => {
    asking.value = false;
    action.forget();
  };
  return (
    <section class="end stack-tight" aria-labelledby="remove">
      <h2 id="remove">{t('app.remove')}</h2>
      <p class="quiet">{t('app.remove-text')}</p>
      <p>
        <Button
          kind="danger"
          onClick={() => {
            asking.value = true;
          }}
        >
          {t('app.move-to-bin')}
        </Button>
      </p>
      {asking.value && (
        <Confirm
          title={t('app.remove-title', { name })}
          verb={t('app.move-to-bin')}
          danger
          action={action}
          onConfirm={remove}
          onClose={close}
        >
          <p>{t('app.remove-what', { name })}</p>
        </Confirm>
      )}
    </section>
  );
}
