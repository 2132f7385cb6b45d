import type { Api } from '@percloud/contract/api';
import type { App } from '@percloud/contract/apps';
import type { ResponseOf } from '@percloud/contract/endpoint';
import { useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { inMyLanguage, t } from '../../i18n/i18n.ts';
import { useAction } from '../../state/use-action.ts';

type Created = ResponseOf<Api['createAppPassword']>;

/** Asks for the device's name, then shows its password this once, with what to type into which program. */
export function NewDevice({ app, onClose }: { app: App; onClose: () => void }) {
  const device = useSignal('');
  const created = useSignal<Created | undefined>(undefined);
  const action = useAction();
  const create = () =>
    action.run(async () => {
      created.value = await call('createAppPassword', { params: { percloud: app.percloud, app: app.id }, body: { device: device.value } });
    });
  if (created.value) return <ShownOnce created={created.value} onClose={onClose} />;
  return (
    <Confirm
      title={t('devices.add')}
      verb={t('devices.make-password')}
      disabled={device.value.trim() === ''}
      action={action}
      onConfirm={create}
      onClose={onClose}
    >
      <p>{t('devices.add-text')}</p>
      <Field
        label={t('devices.name')}
        help={t('devices.name-help')}
        value={device.value}
        onInput={(value) => {
          device.value = value;
        }}
        focus
      />
    </Confirm>
  );
}

function ShownOnce({ created, onClose }: { created: Created; onClose: () => void }) {
  const [first, ...others] = created.clients;
  return (
    <Dialog title={t('devices.ready', { device: created.device })} onClose={onClose}>
      <p>{t('devices.once')}</p>
      <div class="stack-tight">
        <span class="field-label">{t('devices.address')}</span>
        <CopyText text={created.url} label={t('devices.address')} />
        <span class="field-label">{t('devices.user')}</span>
        <CopyText text={created.user} label={t('devices.user')} />
        <span class="field-label">{t('devices.password')}</span>
        <CopyText text={created.password} label={t('devices.password')} />
      </div>
      {first && <Client client={first} open />}
      {others.map((client) => (
        <Client key={client.name} client={client} />
      ))}
      <div class="dialog-actions">
        <Button kind="primary" onClick={onClose}>
          {t('devices.done')}
        </Button>
      </div>
    </Dialog>
  );
}

const Client = ({ client, open }: { client: Created['clients'][number]; open?: boolean }) => (
  <details open={open}>
    <summary>{client.name}</summary>
    <p class="client-steps">{inMyLanguage(client.steps)}</p>
  </details>
);
