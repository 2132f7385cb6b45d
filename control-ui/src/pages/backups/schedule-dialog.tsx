import type { Schedule, Target } from '@percloud/contract/backups';
import { useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { Confirm } from '../../components/confirm.tsx';
import { Choice, Field } from '../../components/field.tsx';
import { bytes } from '../../i18n/format.ts';
import { language, t } from '../../i18n/i18n.ts';
import { fieldProblem } from '../../i18n/problem-text.ts';
import { useAction } from '../../state/use-action.ts';
import { changesOf, draftOf, limitsBeside, type ScheduleDraft } from './schedule-draft.ts';

interface ScheduleDialogProps {
  percloud: string;
  target: Target;
  onChange: () => unknown;
  onClose: () => void;
}

/** When backups are made, how many are kept, how fast they may go. */
export function ScheduleDialog({ percloud, target, onChange, onClose }: ScheduleDialogProps) {
  const draft = useSignal(draftOf(target));
  const action = useAction();
  const { every, at, until, weekday, limit } = draft.value;
  const set = (change: Partial<ScheduleDraft>) => {
    draft.value = { ...draft.value, ...change };
  };
  const save = async () => {
    const params = { percloud, target: target.id };
    if (!(await action.run(() => call('changeBackupTarget', { params, body: changesOf(draft.value) })))) return;
    onClose();
    await onChange();
  };
  return (
    <Confirm
      title={t('backups.schedule.title', { place: target.place })}
      verb={t('backups.schedule.save')}
      action={action}
      onConfirm={save}
      onClose={onClose}
    >
      <Choice
        label={t('backups.schedule.every')}
        value={every}
        choices={rhythms.map((value) => ({ value, label: t(`backups.schedule.${value}`) }))}
        onInput={(value) => set({ every: rhythms.find((one) => one === value) ?? every })}
      />
      {every === 'week' && (
        <Choice
          label={t('backups.schedule.weekday')}
          value={weekday}
          choices={weekdays.map((day) => ({ value: String(day), label: weekdayName(day) }))}
          onInput={(value) => set({ weekday: value })}
        />
      )}
      {every !== 'never' && (
        <>
          <Field
            label={t('backups.schedule.at')}
            help={t('backups.schedule.at-help')}
            type="time"
            value={at}
            onInput={(value) => set({ at: value })}
            wrong={fieldProblem(action.problem, 'schedule.at')}
          />
          <Field
            label={t('backups.schedule.until')}
            help={t('backups.schedule.until-help')}
            type="time"
            value={until}
            onInput={(value) => set({ until: value })}
            wrong={fieldProblem(action.problem, 'schedule.until')}
          />
        </>
      )}
      {target.appendOnly ? (
        <p class="quiet">{t('backups.append-only')}</p>
      ) : (
        <fieldset class="keep">
          <legend class="field-label">{t('backups.schedule.keep')}</legend>
          <p class="quiet small">{t('backups.schedule.keep-help')}</p>
          <div class="keep-fields">
            {spans.map(({ name, most }) => (
              <Field
                key={name}
                label={t(`backups.schedule.${name}`)}
                type="number"
                min={name === 'daily' ? 1 : 0}
                max={most}
                value={draft.value[name]}
                onInput={(value) => set({ [name]: value })}
                wrong={fieldProblem(action.problem, `keep.${name}`)}
              />
            ))}
          </div>
        </fieldset>
      )}
      <Choice
        label={t('backups.schedule.limit')}
        help={t('backups.schedule.limit-help')}
        value={limit}
        choices={[
          { value: '', label: t('backups.schedule.no-limit') },
          ...limitsBeside(target.limitBytesPerSecond).map((count) => ({
            value: String(count),
            label: t('backups.schedule.per-second', { size: bytes(count) }),
          })),
        ]}
        onInput={(value) => set({ limit: value })}
        wrong={fieldProblem(action.problem, 'limitBytesPerSecond')}
      />
    </Confirm>
  );
}

const rhythms: readonly Schedule['every'][] = ['day', 'week', 'never'];
const spans = [
  { name: 'daily', most: 366 },
  { name: 'weekly', most: 520 },
  { name: 'monthly', most: 120 },
] as const;
/** As a week begins here; Sunday is 0. */
const weekdays = [1, 2, 3, 4, 5, 6, 0];

function weekdayName(day: number): string {
  // The second of January 2000 was a Sunday.
  const date = Date.UTC(2000, 0, 2 + day);
  return new Intl.DateTimeFormat(language(), { weekday: 'long', timeZone: 'UTC' }).format(date);
}
