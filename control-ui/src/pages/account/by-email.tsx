import type { Notices } from '@percloud/contract/notifications';
import { useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateLine } from '../../components/state-line.tsx';
import { ago } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { fieldProblem } from '../../i18n/problem-text.ts';
import { isOperator } from '../../state/session.ts';
import { useAction } from '../../state/use-action.ts';
import { useFetched } from '../../state/use-fetched.ts';

/** What needs this person, told where they look more often than here. */
export function ByEmail() {
  const notices = useFetched(() => call('getNotices'), []);
  const known = notices.value.value;
  return (
    <section class="card stack" aria-labelledby="by-email">
      <h2 id="by-email">{t('account.by-email.title')}</h2>
      <p class="quiet">{t('account.by-email.text')}</p>
      {notices.problem && <ProblemNotice problem={notices.problem} />}
      {known && !known.boxCanSend && <NoAccount />}
      {known && (known.boxCanSend || known.email !== null) && <Address notices={known} onChange={notices.again} />}
    </section>
  );
}

const NoAccount = () => (
  <p>
    {t('account.by-email.no-account')}{' '}
    {isOperator.value ? <a href="/box#mail">{t('account.by-email.give')}</a> : t('account.by-email.ask-operator')}
  </p>
);

function Address({ notices: { email, boxCanSend, lastProblem }, onChange }: { notices: Notices; onChange: () => Promise<void> }) {
  const typed = useSignal(email ?? '');
  const sent = useSignal(false);
  const action = useAction();
  const choose = async (wanted: string | null) => {
    const chosen = await action.run(() => call('setNotices', { body: { email: wanted } }));
    sent.value = chosen && wanted !== null;
    if (chosen) await onChange();
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void choose(typed.value.trim());
      }}
    >
      {email !== null && boxCanSend && <p>{t('account.by-email.told', { email })}</p>}
      {lastProblem && (
        <>
          <p>
            <StateLine tone="bad">{t('account.by-email.last-problem', { when: ago(lastProblem.at) })}</StateLine>
          </p>
          <ProblemNotice problem={lastProblem.problem} />
        </>
      )}
      <Field
        label={t('account.by-email.address')}
        type="email"
        value={typed.value}
        onInput={(value) => {
          typed.value = value;
        }}
        autocomplete="email"
        required
        wrong={fieldProblem(action.problem, 'email')}
      />
      {action.problem && <ProblemNotice problem={action.problem} />}
      <p role="status">{sent.value && <StateLine tone="good">{t('account.by-email.sent')}</StateLine>}</p>
      <div class="row">
        <Button type="submit" disabled={action.busy || !boxCanSend}>
          {t('account.by-email.save')}
        </Button>
        {email !== null && (
          <Button disabled={action.busy} onClick={() => choose(null)}>
            {t('account.by-email.end')}
          </Button>
        )}
      </div>
    </form>
  );
}
