import type { Api } from '@percloud/contract/api';
import type { Schedule, Target } from '@percloud/contract/backups';
import type { RequestOf } from '@percloud/contract/endpoint';

/** What stands in the fields of a place's settings. */
export interface ScheduleDraft {
  every: Schedule['every'];
  at: string;
  /** Empty: at any time. */
  until: string;
  weekday: string;
  daily: string;
  weekly: string;
  monthly: string;
  /** Bytes in a second; empty: as fast as it goes. */
  limit: string;
}

export const draftOf = ({ schedule, keep, limitBytesPerSecond }: Target): ScheduleDraft => ({
  every: schedule.every,
  at: schedule.at,
  until: schedule.until ?? '',
  weekday: String(schedule.weekday),
  daily: String(keep.daily),
  weekly: String(keep.weekly),
  monthly: String(keep.monthly),
  limit: limitBytesPerSecond === null ? '' : String(limitBytesPerSecond),
});

/** What is no number is sent as it is: the agent says at which field. */
export const changesOf = (draft: ScheduleDraft): RequestOf<Api['changeBackupTarget']>['body'] => ({
  schedule: { every: draft.every, at: draft.at, weekday: Number(draft.weekday), ...(draft.until ? { until: draft.until } : {}) },
  keep: { daily: numberIn(draft.daily), weekly: numberIn(draft.weekly), monthly: numberIn(draft.monthly) },
  limitBytesPerSecond: draft.limit === '' ? null : Number(draft.limit),
});

/** An empty field is not nought. */
const numberIn = (text: string) => (text.trim() === '' ? Number.NaN : Number(text));

const usualLimits = [250_000, 1_000_000, 5_000_000, 20_000_000];

/** The usual ones, and the one that is set. */
export const limitsBeside = (limit: number | null): number[] =>
  [...new Set([...usualLimits, ...(limit === null ? [] : [limit])])].toSorted((a, b) => a - b);
