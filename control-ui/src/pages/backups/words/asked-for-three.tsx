import { useSignal } from '@preact/signals';
import { call } from '../../../api.ts';
import { Button } from '../../../components/button.tsx';
import { Field } from '../../../components/field.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { t } from '../../../i18n/i18n.ts';
import { fieldProblem } from '../../../i18n/problem-text.ts';
import { useAction } from '../../../state/use-action.ts';
import { type StageProps, showNewWords } from './stage.ts';

interface AskedForThreeProps extends StageProps {
  ask: readonly number[];
  onDone: () => void;
}

/** Whoever has them on paper can say three of them. The words themselves are no longer here. */
export function AskedForThree({ params, ask, stage, onDone }: AskedForThreeProps) {
  const typed = useSignal<Record<number, string>>({});
  const action = useAction();
  const words = ask.map((number) => (typed.value[number] ?? '').trim().toLowerCase());
  const check = async () => {
    if (await action.run(() => call('confirmRecoveryWords', { params, body: { words } }))) onDone();
  };
  return (
    <form
      class="card stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void check();
      }}
    >
      <h2>{t('words.ask')}</h2>
      <p>{t('words.ask-text')}</p>
      {ask.map((number, at) => (
        <Field
          key={number}
          label={t('words.nth', { number })}
          value={typed.value[number] ?? ''}
          onInput={(word) => {
            typed.value = { ...typed.value, [number]: word };
          }}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          focus={at === 0}
          wrong={fieldProblem(action.problem, `words.${at}`)}
        />
      ))}
      {action.problem && <ProblemNotice problem={action.problem} />}
      <div class="row">
        <Button type="submit" kind="primary" disabled={action.busy || words.includes('')}>
          {t('words.check')}
        </Button>
        <Button kind="plain" disabled={action.busy} onClick={() => action.run(() => showNewWords({ params, stage }))}>
          {t('words.make-new')}
        </Button>
      </div>
    </form>
  );
}
