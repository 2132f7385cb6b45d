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
import { language, t } from '../../i18n/i18n.ts';
import { fieldProblem } from '../../i18n/problem-text.ts';
import { navigate } from '../../navigate.ts';
import { standing, welcome } from '../../state/session.ts';
import { useAction } from '../../state/use-action.ts';
import { nameFrom } from './name-from.ts';

/** The first person makes the box theirs. */
export function Claim() {
  const code = useCarriedCode('claim');
  const displayName = useSignal('');
  const name = useSignal<string | undefined>(undefined);
  const password = useSignal('');
  const action = useAction();
  const operator = standing.value.kind === 'unclaimed' ? standing.value.operator : null;
  const signInName = name.value ?? nameFrom(displayName.value);

  const claim = () =>
    action.run(async () => {
      const person = await call('claim', {
        body: {
          code: code.value,
          name: signInName,
          displayName: displayName.value,
          percloudName: t('claim.percloud-name', { name: displayName.value.trim() }),
          language: language(),
          password: password.value,
        },
      });
      navigate('/', { replace: true });
      await welcome(person);
    });

  return (
    <Alone>
      <PageHead title={t(operator === null ? 'claim.title' : 'claim.title-owner')}>
        <p>{t('claim.text')}</p>
        {operator !== null && <p>{t('claim.looked-after', { operator })}</p>}
      </PageHead>
      <LanguageChoice />
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void claim();
        }}
      >
        <CodeField label={t('claim.code')} help={t('claim.code-help')} code={code} problem={action.problem} focus />
        <Field
          label={t('claim.display-name')}
          value={displayName.value}
          onInput={(value) => {
            displayName.value = value;
          }}
          autocomplete="name"
          required
          wrong={fieldProblem(action.problem, 'displayName')}
        />
        <Field
          label={t('claim.name')}
          help={t('claim.name-help')}
          value={signInName}
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
          label={t('claim.password')}
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
          {t('claim.claim')}
        </Button>
      </form>
      <p>
        <a class="quiet" href={`/recover${code.value ? `#claim=${code.value}` : ''}`}>
          {t('claim.recover')}
        </a>
      </p>
      {operator !== null && (
        <p>
          <a href="/sign-in">{t('claim.operator')}</a>
        </p>
      )}
    </Alone>
  );
}
