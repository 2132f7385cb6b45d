import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { call } from '../../api.ts';
import { Alone } from '../../components/alone.tsx';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { LanguageChoice } from '../../components/language-choice.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { t } from '../../i18n/i18n.ts';
import { navigate } from '../../navigate.ts';
import { me, welcome } from '../../state/session.ts';
import { useAction } from '../../state/use-action.ts';
import { destinationOf } from './destination.ts';

export function SignIn() {
  const { query } = useLocation();
  const name = useSignal('');
  const password = useSignal('');
  const action = useAction();
  const destination = destinationOf(query.to, location.origin);

  const goOn = () => {
    if (destination.kind === 'app') location.assign(destination.href);
    else navigate(destination.href, { replace: true });
  };
  // Somebody signed in comes by here from an app's host that doesn't know them yet.
  useEffect(() => {
    if (me.peek()) goOn();
  }, []);

  const signIn = () =>
    action.run(async () => {
      const person = await call('signIn', { body: { name: name.value, password: password.value } });
      goOn();
      if (destination.kind === 'panel') await welcome(person);
    });

  if (me.value) return null;
  return (
    <Alone>
      <PageHead title={t('sign-in.title')}>
        {destination.kind === 'app' && <p>{t('sign-in.for-app', { host: destination.host })}</p>}
      </PageHead>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void signIn();
        }}
      >
        <Field
          label={t('sign-in.name')}
          value={name.value}
          onInput={(value) => {
            name.value = value;
          }}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          focus
        />
        <Field
          label={t('sign-in.password')}
          type="password"
          value={password.value}
          onInput={(value) => {
            password.value = value;
          }}
          autocomplete="current-password"
          required
        />
        {action.problem && <ProblemNotice problem={action.problem} />}
        <Button type="submit" kind="primary" size="large" disabled={action.busy}>
          {t('sign-in.sign-in')}
        </Button>
      </form>
      <p>
        <a href="/forgotten">{t('sign-in.forgotten')}</a>
      </p>
      <LanguageChoice />
    </Alone>
  );
}
