import { call } from '../../../api.ts';
import { Button, LinkButton } from '../../../components/button.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { StateLine } from '../../../components/state-line.tsx';
import { t } from '../../../i18n/i18n.ts';
import { navigate } from '../../../navigate.ts';
import { useAction } from '../../../state/use-action.ts';
import type { StageProps } from './stage.ts';

export function Done({ params }: Pick<StageProps, 'params'>) {
  const action = useAction();
  const backUp = async () => {
    if (await action.start(() => call('makeBackup', { params }))) navigate('/backups');
  };
  return (
    <section class="stack">
      <p role="status">
        <StateLine tone="good">{t('words.done')}</StateLine>
      </p>
      <p>{t('words.done-text')}</p>
      {action.problem && <ProblemNotice problem={action.problem} />}
      <div class="row">
        <Button kind="primary" disabled={action.busy} onClick={backUp}>
          {t('words.first')}
        </Button>
        <LinkButton href="/backups" kind="plain">
          {t('words.later')}
        </LinkButton>
      </div>
    </section>
  );
}
