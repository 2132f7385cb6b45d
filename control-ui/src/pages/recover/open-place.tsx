import { type Signal, useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { useCarriedCode } from '../../carried-code.ts';
import { Button } from '../../components/button.tsx';
import { CodeField } from '../../components/code-field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { t } from '../../i18n/i18n.ts';
import { fieldProblem } from '../../i18n/problem-text.ts';
import { useAction } from '../../state/use-action.ts';
import { type PlaceDraft, placeOf } from '../backups/place/place-draft.ts';
import { KindChoice, PlaceFields } from '../backups/place/place-fields.tsx';
import { SshKey } from '../backups/place/ssh-key.tsx';
import { wordCount, wordsIn } from '../backups/words/count-words.ts';
import { WordsField } from '../backups/words/words-field.tsx';
import { FoundDisks } from './found-disks.tsx';
import type { Recovery } from './recover.tsx';

const kinds = ['disk', 'box', 'sftp', 'rest', 's3'] as const;

interface OpenPlaceProps {
  draft: Signal<PlaceDraft>;
  onOpen: (recovery: Recovery) => void;
}

/** The claim code says that this box is theirs to fill, the words that the backups are. */
export function OpenPlace({ draft, onOpen }: OpenPlaceProps) {
  const code = useCarriedCode('claim');
  const typed = useSignal('');
  const action = useAction();
  const words = wordsIn(typed.value);
  const { kind } = draft.value;
  const open = () =>
    action.run(async () => {
      const body = { code: code.value, place: placeOf(draft.value), words: words.join(' ') };
      const { recovery, perclouds } = await call('openRecovery', { body });
      onOpen({ id: recovery, perclouds });
    });
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <CodeField label={t('claim.code')} help={t('claim.code-help')} code={code} problem={action.problem} />
      <KindChoice draft={draft} kinds={kinds} label={t('recover.place')} onChange={action.forget} />
      {kind === 'disk' && <FoundDisks code={code.value} draft={draft} problem={action.problem} />}
      {kind === 'sftp' && <SshKey ask={() => call('getRecoveryKey')} />}
      <PlaceFields draft={draft} problem={action.problem} />
      <WordsField typed={typed} wrong={fieldProblem(action.problem, 'words')} />
      {action.problem && <ProblemNotice problem={action.problem} />}
      <Button type="submit" kind="primary" size="large" disabled={action.busy || words.length !== wordCount}>
        {action.busy ? t('recover.opening') : t('recover.open')}
      </Button>
    </form>
  );
}
