import type { Target } from '@percloud/contract/backups';
import { useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Field } from '../../components/field.tsx';
import { t } from '../../i18n/i18n.ts';
import { fieldProblem } from '../../i18n/problem-text.ts';
import { navigate } from '../../navigate.ts';
import { useAction } from '../../state/use-action.ts';

interface StopKeepingProps {
  percloud: string;
  target: Target;
}

/** Calm, at the end of the page: what is there stays there. */
export function StopKeeping(props: StopKeepingProps) {
  const asking = useSignal(false);
  return (
    <section class="end stack-tight" aria-labelledby="stop">
      <h2 id="stop">{t('backups.stop.title')}</h2>
      <p class="quiet">{t('backups.stop.text')}</p>
      <p>
        <Button
          kind="danger"
          onClick={() => {
            asking.value = true;
          }}
        >
          {t('backups.stop.verb')}
        </Button>
      </p>
      {asking.value && (
        <AskFirst
          {...props}
          onClose={() => {
            asking.value = false;
          }}
        />
      )}
    </section>
  );
}

function AskFirst({ percloud, target: { id, place }, onClose }: StopKeepingProps & { onClose: () => void }) {
  const typed = useSignal('');
  const action = useAction();
  const isRight = typed.value.trim() === place.trim();
  const stop = async () => {
    if (!isRight) return;
    const removed = await action.run(() =>
      call('removeBackupTarget', { params: { percloud, target: id }, body: { confirm: typed.value.trim() } }),
    );
    if (removed) navigate('/backups', { replace: true });
  };
  return (
    <Confirm
      title={t('backups.stop.ask', { place })}
      verb={t('backups.stop.verb')}
      danger
      disabled={!isRight}
      action={action}
      onConfirm={stop}
      onClose={onClose}
    >
      <p>{t('backups.stop.text')}</p>
      <Field
        label={t('backups.stop.type', { place })}
        value={typed.value}
        onInput={(value) => {
          typed.value = value;
        }}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        focus
        wrong={fieldProblem(action.problem, 'confirm')}
      />
    </Confirm>
  );
}
