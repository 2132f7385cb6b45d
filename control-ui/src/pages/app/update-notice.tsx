import type { App } from '@percloud/contract/apps';
import { useSignal } from '@preact/signals';
import { Sparkles } from 'lucide-preact';
import { call } from '../../api.ts';
import { PermissionList } from '../../apps/permission-list.tsx';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Check } from '../../components/field.tsx';
import { inMyLanguage, t } from '../../i18n/i18n.ts';
import { useAction } from '../../state/use-action.ts';

/** A newer version: what is new, and, when it wants to do more than the old one, the question whether it may. */
export function UpdateNotice({ app, update }: { app: App; update: NonNullable<App['update']> }) {
  const asking = useSignal(false);
  const agreed = useSignal(false);
  const action = useAction();
  const widens = update.widens.length > 0;
  const upgrade = async () => {
    const operation = await action.start(() =>
      call('upgradeApp', {
        params: { percloud: app.percloud, app: app.id },
        body: { version: update.version, accept: agreed.value ? update.widens : [] },
      }),
    );
    if (operation) asking.value = false;
  };
  return (
    <section class="notice" data-tone="notice" aria-labelledby="update">
      <Sparkles size={24} strokeWidth={1.5} aria-hidden="true" />
      <div class="stack-tight">
        <h2 id="update">{t('update.title', { version: update.version })}</h2>
        {update.releaseNotes && <p>{inMyLanguage(update.releaseNotes)}</p>}
        <div class="row">
          <Button
            disabled={app.operation !== null}
            onClick={() => {
              asking.value = true;
            }}
          >
            {t('update.look')}
          </Button>
        </div>
      </div>
      {asking.value && (
        <Confirm
          title={t('update.title', { version: update.version })}
          verb={t('update.now')}
          disabled={widens && !agreed.value}
          action={action}
          onConfirm={upgrade}
          onClose={() => {
            asking.value = false;
          }}
        >
          {update.releaseNotes && <p>{inMyLanguage(update.releaseNotes)}</p>}
          <p>{t('update.safe')}</p>
          {widens && (
            <div class="card stack">
              <h3>{t('update.widens')}</h3>
              <PermissionList permissions={update.widens} />
              <Check
                label={t('update.agree')}
                checked={agreed.value}
                onInput={(checked) => {
                  agreed.value = checked;
                }}
              />
            </div>
          )}
        </Confirm>
      )}
    </section>
  );
}
