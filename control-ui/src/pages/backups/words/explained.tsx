import type { Target } from '@percloud/contract/backups';
import { Button, LinkButton } from '../../../components/button.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { StateLine } from '../../../components/state-line.tsx';
import { t } from '../../../i18n/i18n.ts';
import { useAction } from '../../../state/use-action.ts';
import { type StageProps, showNewWords } from './stage.ts';

/** Nothing is shown before somebody wants to see it. */
export function Explained({ params, target, stage }: StageProps & { target: Target }) {
  const action = useAction();
  if (target.state === 'ready')
    return (
      <section class="stack">
        <p>
          <StateLine tone="good">{t('words.ready', { place: target.place })}</StateLine>
        </p>
        <p>{t('words.replace-text')}</p>
        {action.problem && <ProblemNotice problem={action.problem} />}
        <div class="row">
          <Button disabled={action.busy} onClick={() => action.run(() => showNewWords({ params, stage }))}>
            {t('words.make-new')}
          </Button>
          <LinkButton href="/backups" kind="plain">
            {t('words.later')}
          </LinkButton>
        </div>
      </section>
    );
  return (
    <section class="stack">
      {action.problem && <ProblemNotice problem={action.problem} />}
      <div class="row">
        <Button kind="primary" disabled={action.busy} onClick={() => action.run(() => showNewWords({ params, stage }))}>
          {t('words.make')}
        </Button>
        <Button
          kind="plain"
          disabled={action.busy}
          onClick={() => {
            stage.value = { at: 'known' };
          }}
        >
          {t('words.have')}
        </Button>
      </div>
    </section>
  );
}
