import { useSignal } from '@preact/signals';
import { call, ProblemError } from '../../../api.ts';
import { Button, LinkButton } from '../../../components/button.tsx';
import { PageHead } from '../../../components/page-head.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { t } from '../../../i18n/i18n.ts';
import { fieldProblem } from '../../../i18n/problem-text.ts';
import { navigate } from '../../../navigate.ts';
import { mayChange, percloud } from '../../../state/session.ts';
import { useAction } from '../../../state/use-action.ts';
import { NotFound } from '../../not-found.tsx';
import { wordsIn } from '../words/count-words.ts';
import { WordsField } from '../words/words-field.tsx';
import { OwnDisks } from './disk-choice.tsx';
import { emptyPlace, placeOf } from './place-draft.ts';
import { KindChoice, PlaceFields } from './place-fields.tsx';
import { SshKey } from './ssh-key.tsx';

const kinds = ['disk', 'box', 'sftp', 'rest', 's3'] as const;

/** A place for backups is chosen, and tried at once; its recovery words come next. */
export const AddPlace = () => (mayChange.value && percloud.value ? <PlaceForm percloud={percloud.value.id} /> : <NotFound />);

function PlaceForm({ percloud }: { percloud: string }) {
  const draft = useSignal(emptyPlace('disk'));
  const action = useAction();
  const typed = useSignal('');
  /** There are backups already: of this percloud, perhaps, from before. */
  const isUsed = useSignal(false);
  const { kind, fileSystem } = draft.value;
  const add = () =>
    action.run(async () => {
      const words = isUsed.value ? wordsIn(typed.value).join(' ') : undefined;
      const body = { place: placeOf(draft.value), words };
      const target = await call('addBackupTarget', { params: { percloud }, body }).catch((error: unknown) => {
        isUsed.value ||= error instanceof ProblemError && error.problem.code === 'backup-target-used';
        throw error;
      });
      navigate(`/backups/${target.id}${target.state === 'ready' ? '' : '/words'}`, { replace: true });
    });
  const chooseAnew = () => {
    isUsed.value = false;
    action.forget();
  };
  return (
    <form
      class="stack-wide"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <PageHead title={t('place.title')}>
        <p class="quiet">{t('place.text')}</p>
      </PageHead>
      <KindChoice draft={draft} kinds={kinds} label={t('place.kind')} onChange={chooseAnew} />
      <div class="stack">
        {kind === 'disk' && <OwnDisks percloud={percloud} draft={draft} problem={action.problem} />}
        {kind === 'disk' && <p class="quiet small">{t('place.disk.stays')}</p>}
        {kind === 'sftp' && <SshKey ask={() => call('getBackupKey', { params: { percloud } })} />}
        <PlaceFields draft={draft} problem={action.problem} />
      </div>
      {action.problem && <ProblemNotice problem={action.problem} />}
      {isUsed.value && <WordsField typed={typed} wrong={fieldProblem(action.problem, 'words')} />}
      <div class="row">
        <Button type="submit" kind="primary" disabled={action.busy || (kind === 'disk' && fileSystem === '')}>
          {action.busy ? t('place.trying') : t('place.use')}
        </Button>
        <LinkButton href="/backups" kind="plain">
          {t('common.not-now')}
        </LinkButton>
      </div>
    </form>
  );
}
