import type { App, AppPassword } from '@percloud/contract/apps';
import { useSignal } from '@preact/signals';
import { Smartphone } from 'lucide-preact';
import { useLocation } from 'preact-iso';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { ago } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { useAction } from '../../state/use-action.ts';
import { useFetched } from '../../state/use-fetched.ts';
import { NewDevice } from './new-device.tsx';

/** Phones and programs that use the app, each with a password of its own. */
export function Devices({ app }: { app: App }) {
  const params = { percloud: app.percloud, app: app.id };
  const { value: passwords, problem, again } = useFetched(() => call('listAppPasswords', { params }), [app.id]);
  const { query } = useLocation();
  const adding = useSignal(query.device === 'new');
  const revoking = useSignal<AppPassword | undefined>(undefined);
  const action = useAction();

  const revoke = async (password: AppPassword) => {
    const revoked = await action.run(() => call('revokeAppPassword', { params: { ...params, password: password.id } }));
    if (!revoked) return;
    revoking.value = undefined;
    await again();
  };

  return (
    <section class="card stack" aria-labelledby="devices">
      <h2 id="devices">{t('devices.title')}</h2>
      {problem && <ProblemNotice problem={problem} />}
      {passwords.value?.length === 0 && <p class="quiet">{t('devices.none')}</p>}
      {passwords.value && passwords.value.length > 0 && (
        <ul class="devices">
          {passwords.value.map((password) => (
            <li key={password.id}>
              <span class="row grow">
                <Smartphone size={20} strokeWidth={1.5} aria-hidden="true" />
                <span class="grow">
                  <bdi>{password.device}</bdi>
                  <br />
                  <span class="quiet small">
                    {password.lastUsedAt ? t('devices.used', { when: ago(password.lastUsedAt) }) : t('devices.never-used')}
                  </span>
                </span>
              </span>
              <Button
                label={`${t('devices.revoke')}: ${password.device}`}
                onClick={() => {
                  revoking.value = password;
                }}
              >
                {t('devices.revoke')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <p>
        <Button
          onClick={() => {
            adding.value = true;
          }}
        >
          {t('devices.add')}
        </Button>
      </p>
      {adding.value && (
        <NewDevice
          app={app}
          onClose={() => {
            adding.value = false;
            void again();
          }}
        />
      )}
      {revoking.value && (
        <Confirm
          title={t('devices.revoke-title', { device: revoking.value.device })}
          verb={t('devices.revoke')}
          danger
          action={action}
          onConfirm={() => revoking.value && revoke(revoking.value)}
          onClose={() => {
            revoking.value = undefined;
          }}
        >
          <p>{t('devices.revoke-text')}</p>
        </Confirm>
      )}
    </section>
  );
}
