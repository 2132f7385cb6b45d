import type { App } from '@percloud/contract/apps';
import { useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { appName } from '../../apps/app-name.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { t } from '../../i18n/i18n.ts';
import { navigate } from '../../navigate.ts';
import { useAction } from '../../state/use-action.ts';

export function Remove({ app }: { app: App }) {
  const asking = useSignal(false);
  const action = useAction();
  const name = appName(app);
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
