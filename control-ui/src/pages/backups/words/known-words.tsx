import { useSignal } from '@preact/signals';
import { call } from '../../../api.ts';
import { Button } from '../../../components/button.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { t } from '../../../i18n/i18n.ts';
import { fieldProblem } from '../../../i18n/problem-text.ts';
import { useAction } from '../../../state/use-action.ts';
import { wordCount, wordsIn } from './count-words.ts';
import type { StageProps } from './stage.ts';
import { WordsField } from './words-field.tsx';

/** The words of another place open this one as well. */
export function KnownWords({ params, stage, onDone }: StageProps & { onDone: () => void }) {
  const typed = useSignal('');
  const action = useAction();
  const words = wordsIn(typed.value);
  const use = async () => {
    if (await action.run(() => call('useRecoveryWords', { params, body: { words: words.join(' ') } }))) onDone();
  };
  return (
    <form
      class="card stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void use();
      }}
    >
      <h2>{t('words.have')}</h2>
      <p>{t('words.have-text')}</p>
      <WordsField typed={typed} wrong={fieldProblem(action.problem, 'words')} />
      {action.problem && <ProblemNotice problem={action.problem} />}
      <div class="row">
        <Button type="submit" kind="primary" disabled={action.busy || words.length !== wordCount}>
          {t('words.use')}
        </Button>
        <Button
          kind="plain"
          disabled={action.busy}
          onClick={() => {
            stage.value = { at: 'explained' };
          }}
        >
          {t('words.instead')}
        </Button>
      </div>
    </form>
  );
}
