import type { FoundPercloud } from '@percloud/contract/recovery';
import { useSignal } from '@preact/signals';
import { SearchX } from 'lucide-preact';
import { call } from '../../api.ts';
import { when } from '../../backups/when.ts';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { Choice, Field } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { RadioChoice } from '../../components/radio-choice.tsx';
import { t } from '../../i18n/i18n.ts';
import { isolated } from '../../i18n/isolated.ts';
import { fieldProblem } from '../../i18n/problem-text.ts';
import { navigate } from '../../navigate.ts';
import { note } from '../../state/live.ts';
import { arrive } from '../../state/session.ts';
import { useAction } from '../../state/use-action.ts';
import type { Recovery } from './recover.tsx';

interface ChooseBackupProps {
  recovery: Recovery;
  onBack: () => void;
}

/** Which percloud, as it was when: the newest unless somebody wants another. */
export function ChooseBackup({ recovery: { id, perclouds }, onBack }: ChooseBackupProps) {
  const chosen = useSignal(perclouds[0]?.percloud ?? '');
  const backup = useSignal('');
  const password = useSignal('');
  const action = useAction();
  const percloud = perclouds.find((one) => one.percloud === chosen.value);
  const chosenBackup = backup.value || (percloud?.backups[0]?.id ?? '');
  const start = () =>
    action.run(async () => {
      const body = {
        percloud: chosen.value,
        backup: chosenBackup,
        ...(password.value && { password: password.value }),
      };
      const { operations } = await call('startRecovery', { params: { recovery: id }, body });
      for (const operation of operations) note(operation);
      navigate('/', { replace: true });
      // Whoever brought it back is signed in.
      await arrive();
    });
  const back = (
    <Button kind="plain" disabled={action.busy} onClick={onBack}>
      {t('recover.another-place')}
    </Button>
  );
  if (!percloud)
    return (
      <Empty sign={SearchX} text={t('recover.nothing')}>
        {back}
      </Empty>
    );
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <RadioChoice
        label={t('recover.which')}
        value={chosen.value}
        choices={perclouds.map((one) => ({ value: one.percloud, label: isolated(one.name), text: aboutIt(one) }))}
        onInput={(value) => {
          chosen.value = value;
          backup.value = '';
        }}
      />
      <Choice
        label={t('recover.backup')}
        value={chosenBackup}
        choices={percloud.backups.map((one) => ({ value: one.id, label: when(one.takenAt) }))}
        onInput={(value) => {
          backup.value = value;
        }}
      />
      <Field
        label={t('recover.password')}
        help={t('recover.password-help')}
        type="password"
        value={password.value}
        onInput={(value) => {
          password.value = value;
        }}
        autocomplete="new-password"
        wrong={fieldProblem(action.problem, 'password')}
      />
      {action.problem && <ProblemNotice problem={action.problem} />}
      <Button type="submit" kind="primary" size="large" disabled={action.busy}>
        {t('recover.start')}
      </Button>
      <p class="quiet small">{t('recover.arriving')}</p>
      <p>{back}</p>
    </form>
  );
}

/** Whose it is, and what the newest backup of it has. */
const aboutIt = ({ owners, apps }: FoundPercloud) =>
  [
    t('recover.owners', { owners: owners.map(isolated).join(', ') }),
    t('recover.newest', { names: apps.map(({ program }) => program).join(', ') }),
  ].join(' · ');
