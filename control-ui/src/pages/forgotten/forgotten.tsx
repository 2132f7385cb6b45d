import { useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { useCarriedCode } from '../../carried-code.ts';
import { Alone } from '../../components/alone.tsx';
import { Button } from '../../components/button.tsx';
import { CodeField } from '../../components/code-field.tsx';
import { Field } from '../../components/field.tsx';
import { LanguageChoice } from '../../components/language-choice.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { t } from '../../i18n/i18n.ts';
import { fieldProblem } from '../../i18n/problem-text.ts';
import { navigate } from '../../navigate.ts';
import { welcome } from '../../state/session.ts';
import { useAction } from '../../state/use-action.ts';
import { WaysToACode } from './ways-to-a-code.tsx';

/** Somebody lost their password, and can get to the box. */
export function Forgotten() {
  const code = useCarriedCode('reset');
  const name = useSignal('');
  const password = useSignal('');
  const action = useAction();

  const reset = () =>
    action.run(async () => {
      const person = await call('resetPasswordWithCode', { body: { code: code.value, name: name.value, password: password.value } });
      navigate('/', { replace: true });
      await welcome(person);
    });

  return (
    <Alone>
      <PageHead title={t('forgotten.title')}>
        <p>{t('forgotten.text')}</p>
      </PageHead>
      <WaysToACode />
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void reset();
        }}
      >
        <CodeField label={t('forgotten.code')} help={t('forgotten.code-help')} code={code} problem={action.problem} />
        <Field
          label={t('forgotten.name')}
          value={name.value}
          onInput={(value) => {
            name.value = value;
          }}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          wrong={fieldProblem(action.problem, 'name')}
        />
        <Field
          label={t('account.next-password')}
          help={t('claim.password-help')}
          type="password"
          value={password.value}
          onInput={(value) => {
            password.value = value;
          }}
          autocomplete="new-password"
          required
          wrong={fieldProblem(action.problem, 'password')}
        />
        {action.problem && <ProblemNotice problem={action.problem} />}
        <Button type="submit" kind="primary" size="large" disabled={action.busy}>
          {t('forgotten.set')}
        </Button>
        <p class="quiet small">{t('forgotten.what-happens')}</p>
      </form>
      <p>
        <a href="/sign-in">{t('forgotten.back')}</a>
      </p>
      <LanguageChoice />
    </Alone>
  );
}
