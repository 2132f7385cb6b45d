import { useSignal } from '@preact/signals';
import { Trash2 } from 'lucide-preact';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Choice, Field } from '../../components/field.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateLine } from '../../components/state-line.tsx';
import { isLanguage, languageNames, t } from '../../i18n/i18n.ts';
import { leave, me, welcome } from '../../state/session.ts';
import { useAction } from '../../state/use-action.ts';
import { ChangePassword } from './change-password.tsx';
import { Sessions } from './sessions.tsx';
import './account.css';

export function Account() {
  const action = useAction();
  const signOut = () =>
    action.run(async () => {
      await call('signOut');
      leave();
    });
  return (
    <div class="stack-wide">
      <PageHead title={t('account.title')}>
        <p class="quiet">{t('account.signed-in-as', { name: me.value?.name ?? '' })}</p>
      </PageHead>
      <AboutMe />
      <ChangePassword />
      <Sessions />
      <p>
        <a class="account-bin" href="/bin">
          <Trash2 size={20} strokeWidth={1.5} aria-hidden="true" />
          {t('account.bin')}
        </a>
      </p>
      {action.problem && <ProblemNotice problem={action.problem} />}
      <p>
        <Button disabled={action.busy} onClick={signOut}>
          {t('account.sign-out')}
        </Button>
      </p>
    </div>
  );
}

function AboutMe() {
  const displayName = useSignal(me.peek()?.displayName ?? '');
  const language = useSignal<string>(me.peek()?.language ?? 'en');
  const saved = useSignal(false);
  const action = useAction();
  const save = async () => {
    const wanted = language.value;
    saved.value = await action.run(async () =>
      welcome(await call('updateMe', { body: { displayName: displayName.value, language: isLanguage(wanted) ? wanted : undefined } })),
    );
  };
  return (
    <form
      class="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{t('account.about')}</h2>
      <Field
        label={t('account.display-name')}
        value={displayName.value}
        onInput={(value) => {
          displayName.value = value;
        }}
        autocomplete="name"
        required
      />
      <Choice
        label={t('account.language')}
        value={language.value}
        onInput={(value) => {
          language.value = value;
        }}
        choices={Object.entries(languageNames).map(([value, label]) => ({ value, label }))}
      />
      {action.problem && <ProblemNotice problem={action.problem} />}
      <div class="row">
        <Button type="submit" disabled={action.busy}>
          {t('account.save')}
        </Button>
        <span role="status">{saved.value && <StateLine tone="good">{t('account.saved')}</StateLine>}</span>
      </div>
    </form>
  );
}
