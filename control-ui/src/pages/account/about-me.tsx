import { useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Choice, Field } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateLine } from '../../components/state-line.tsx';
import { isLanguage, languageNames, t } from '../../i18n/i18n.ts';
import { fieldProblem } from '../../i18n/problem-text.ts';
import { me, welcome } from '../../state/session.ts';
import { useAction } from '../../state/use-action.ts';

export function AboutMe() {
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
        wrong={fieldProblem(action.problem, 'displayName')}
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
