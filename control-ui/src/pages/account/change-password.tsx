import { useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateLine } from '../../components/state-line.tsx';
import { ago } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { fieldProblem } from '../../i18n/problem-text.ts';
import { me } from '../../state/session.ts';
import { useAction } from '../../state/use-action.ts';

export function ChangePassword() {
  const current = useSignal('');
  const next = useSignal('');
  const changed = useSignal(false);
  const action = useAction();
  const change = async () => {
    changed.value = await action.run(() => call('changePassword', { body: { current: current.value, next: next.value } }));
    if (!changed.value) return;
    current.value = '';
    next.value = '';
  };
  return (
    <form
      class="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      <h2>{t('account.password')}</h2>
      <p class="quiet">{t('account.password-text')}</p>
      {me.value?.passwordResetAt && (
        <p>
          <StateLine tone="notice">{t('account.password-reset', { when: ago(me.value.passwordResetAt) })}</StateLine>
        </p>
      )}
      <Field
        label={t('account.current-password')}
        type="password"
        value={current.value}
        onInput={(value) => {
          current.value = value;
        }}
        autocomplete="current-password"
        required
        wrong={fieldProblem(action.problem, 'current')}
      />
      <Field
        label={t('account.next-password')}
        help={t('claim.password-help')}
        type="password"
        value={next.value}
        onInput={(value) => {
          next.value = value;
        }}
        autocomplete="new-password"
        required
        wrong={fieldProblem(action.problem, 'next')}
      />
      {action.problem && <ProblemNotice problem={action.problem} />}
      <div class="row">
        <Button type="submit" disabled={action.busy}>
          {t('account.change-password')}
        </Button>
        <span role="status">{changed.value && <StateLine tone="good">{t('account.password-changed')}</StateLine>}</span>
      </div>
    </form>
  );
}
