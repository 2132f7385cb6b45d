import { useSignal } from '@preact/signals';
import { call } from '../../../api.ts';
import { Confirm } from '../../../components/confirm.tsx';
import { Field } from '../../../components/field.tsx';
import { t } from '../../../i18n/i18n.ts';
import { fieldProblem } from '../../../i18n/problem-text.ts';
import { useAction } from '../../../state/use-action.ts';

/** Says all that goes, and wants the name of the box typed: nothing can bring it back. */
export function ResetDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const typed = useSignal('');
  const action = useAction();
  const isRight = typed.value.trim().toLowerCase() === name.toLowerCase();
  const reset = async () => {
    if (isRight && (await action.start(() => call('resetBox', { body: { name: typed.value } })))) onClose();
  };
  return (
    <Confirm
      title={t('box.care.reset.ask', { name })}
      verb={t('box.care.reset.verb')}
      danger
      disabled={!isRight}
      action={action}
      onConfirm={reset}
      onClose={onClose}
    >
      <div class="stack-tight">
        <p>{t('box.care.reset.goes')}</p>
        <ul class="goes">
          {goes.map((what) => (
            <li key={what}>{t(`box.care.reset.${what}`)}</li>
          ))}
        </ul>
      </div>
      <p>{t('box.care.reset.stays')}</p>
      <p class="quiet small">{t('box.care.reset.traces')}</p>
      <Field
        label={t('box.care.reset.type', { name })}
        value={typed.value}
        onInput={(value) => {
          typed.value = value;
        }}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        wrong={fieldProblem(action.problem, 'name')}
      />
    </Confirm>
  );
}

const goes = ['goes-people', 'goes-perclouds', 'goes-backups', 'goes-box'] as const;
