import type { App } from '@percloud/contract/apps';
import { useSignal } from '@preact/signals';
import { Trash2 } from 'lucide-preact';
import { call } from '../../api.ts';
import { AppIcon, iconOf } from '../../components/app-icon.tsx';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Empty } from '../../components/empty.tsx';
import { Field } from '../../components/field.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { inMyLanguage, t } from '../../i18n/i18n.ts';
import { binnedApps, connection } from '../../state/live.ts';
import { mayChange } from '../../state/session.ts';
import { useAction } from '../../state/use-action.ts';
import { daysLeft } from './days-left.ts';
import './bin.css';

export function Bin() {
  return (
    <div class="stack-wide">
      <PageHead title={t('bin.title')}>
        <p class="quiet">{t('bin.text')}</p>
      </PageHead>
      {binnedApps.value.length === 0 && connection.value !== 'connecting' && <Empty sign={Trash2} text={t('bin.empty')} />}
      <ul class="stack">
        {binnedApps.value.map((app) => (
          <BinnedApp key={app.id} app={app} />
        ))}
      </ul>
    </div>
  );
}

function BinnedApp({ app }: { app: App }) {
  const action = useAction();
  const deleting = useSignal(false);
  const name = inMyLanguage(app.title);
  const params = { percloud: app.percloud, app: app.id };
  const busy = action.busy || app.operation !== null;
  return (
    <li class="card stack">
      <div class="binned">
        <AppIcon src={iconOf(app)} color={app.color} size={48} />
        <div class="grow">
          <h2 dir="auto">{name}</h2>
          <p class="quiet small">
            {app.slug} · {t('bin.days-left', { count: daysLeft(app.inBinSince ?? '', Date.now()) })}
          </p>
        </div>
        {mayChange.value && (
          <div class="row">
            <Button
              label={`${t('bin.restore')}: ${name}`}
              disabled={busy}
              onClick={() => action.start(() => call('restoreApp', { params }))}
            >
              {t('bin.restore')}
            </Button>
            <Button
              kind="danger"
              label={`${t('bin.delete')}: ${name}`}
              disabled={busy}
              onClick={() => {
                deleting.value = true;
              }}
            >
              {t('bin.delete')}
            </Button>
          </div>
        )}
      </div>
      {action.problem && <ProblemNotice problem={action.problem} />}
      {deleting.value && (
        <DeleteForEver
          app={app}
          onClose={() => {
            deleting.value = false;
          }}
        />
      )}
    </li>
  );
}

/** The only thing here that can't be undone: the name is typed. */
function DeleteForEver({ app, onClose }: { app: App; onClose: () => void }) {
  const action = useAction();
  const typed = useSignal('');
  const name = inMyLanguage(app.title);
  const deleteIt = async () => {
    const params = { percloud: app.percloud, app: app.id };
    const operation = await action.start(() => call('deleteApp', { params, body: { confirm: typed.value.trim() } }));
    if (operation) onClose();
  };
  return (
    <Confirm
      title={t('bin.delete-title', { name })}
      verb={t('bin.delete')}
      danger
      disabled={typed.value.trim() !== app.slug}
      action={action}
      onConfirm={deleteIt}
      onClose={onClose}
    >
      <p>{t('bin.delete-text')}</p>
      <Field
        label={t('bin.type-name', { name: app.slug })}
        value={typed.value}
        onInput={(value) => {
          typed.value = value;
        }}
        autocapitalize="none"
        autocomplete="off"
        spellcheck={false}
        focus
      />
    </Confirm>
  );
}
