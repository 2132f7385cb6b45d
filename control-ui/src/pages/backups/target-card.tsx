import type { Target } from '@percloud/contract/backups';
import { useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateLine } from '../../components/state-line.tsx';
import { t } from '../../i18n/i18n.ts';
import { useAction } from '../../state/use-action.ts';
import { Mend } from './mend.tsx';
import { placeSigns } from './place/place-fields.tsx';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { TargetState } from './target-state.tsx';

interface TargetCardProps {
  percloud: string;
  target: Target;
  /** The only place: its button is the page's. */
  alone: boolean;
  onChange: () => unknown;
}

/** A place, and how the backups in it stand. */
export function TargetCard({ percloud, target, alone, onChange }: TargetCardProps) {
  const { id, kind, place, state } = target;
  const Sign = placeSigns[kind];
  return (
    <section class="card stack" aria-labelledby={id}>
      <div class="place-head">
        <Sign size={32} strokeWidth={1.5} aria-hidden="true" />
        <div>
          <h2 id={id}>
            <bdi>{place}</bdi>
          </h2>
          <p class="quiet small">{t(`backups.kind.${kind}`)}</p>
        </div>
      </div>
      {state === 'needs-words' ? (
        <NeedsWords target={target} primary={alone} />
      ) : (
        <Ready percloud={percloud} target={target} alone={alone} onChange={onChange} />
      )}
    </section>
  );
}

export const NeedsWords = ({ target: { id, place }, primary }: { target: Target; primary: boolean }) => (
  <>
    <p>
      <StateLine tone="notice">{t('backups.needs-words')}</StateLine>
    </p>
    <div class="row">
      <LinkButton href={`/backups/${id}/words`} kind={primary ? 'primary' : undefined}>
        {t('backups.to-words')}
        <span class="visually-hidden"> {place}</span>
      </LinkButton>
      <LinkButton href={`/backups/${id}`} kind="plain">
        {t('backups.more')}
        <span class="visually-hidden"> {place}</span>
      </LinkButton>
    </div>
  </>
);

function Ready({ percloud, target, alone, onChange }: TargetCardProps) {
  const { id, place, operation } = target;
  const changing = useSignal(false);
  const action = useAction();
  const backUp = () => action.start(() => call('makeBackup', { params: { percloud, target: id } }));
  return (
    <>
      <TargetState target={target} />
      {isDamaged(target) && <Mend params={{ percloud, target: id }} busy={operation !== null} />}
      {action.problem && <ProblemNotice problem={action.problem} />}
      <div class="row">
        <Button
          kind={alone ? 'primary' : undefined}
          label={`${t('backups.now')}: ${place}`}
          disabled={action.busy || operation !== null}
          onClick={backUp}
        >
          {t('backups.now')}
        </Button>
        <Button
          label={`${t('backups.settings')}: ${place}`}
          onClick={() => {
            changing.value = true;
          }}
        >
          {t('backups.settings')}
        </Button>
        <LinkButton href={`/backups/${id}`} kind="plain">
          {t('backups.look')}
          <span class="visually-hidden"> {place}</span>
        </LinkButton>
      </div>
      {changing.value && (
        <ScheduleDialog
          percloud={percloud}
          target={target}
          onChange={onChange}
          onClose={() => {
            changing.value = false;
          }}
        />
      )}
    </>
  );
}

const isDamaged = ({ newest, lastProblem }: Target) =>
  newest?.proof?.problem?.code === 'backup-damaged' || lastProblem?.problem.code === 'backup-damaged';
