import type { Schedule } from '@percloud/contract/backups';

/** Somebody who always has much to do has backups all the same. */
const longestBusyMs = 2 * 3_600_000;

/** The last moment up to `now` at which one was due, by the box's clock; undefined: never by itself. */
export function lastDue({ every, at, weekday }: Schedule, now: Date): Date | undefined {
  if (every === 'never') return undefined;
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  for (let daysAgo = 0; daysAgo <= 7; daysAgo += 1) {
    // By the calendar, not by hours: a day in which summer time begins has 23 of them.
    const moment = new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo, hours, minutes);
    if (moment <= now && (every === 'day' || moment.getDay() === weekday)) return moment;
  }
  return undefined;
}

/** Whether `now` lies in the time in which one may be begun that was due before. */
export function isInWindow({ at, until }: Schedule, now: Date): boolean {
  if (until === undefined || until === at) return true;
  const time = `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`;
  return at < until ? at <= time && time < until : at <= time || time < until;
}

/** How long one that is due may be put off because the box has much to do: within a window, half of it at most. */
export function busyPatienceMs({ at, until }: Schedule): number {
  if (until === undefined || until === at) return longestBusyMs;
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return Math.min(longestBusyMs, (((minutes(until) - minutes(at) + 24 * 60) % (24 * 60)) / 2) * 60_000);
}

/** The first moment after `now`. */
export function nextDue({ every, at, weekday }: Schedule, now: Date): Date | undefined {
  if (every === 'never') return undefined;
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  for (let days = 0; days <= 7; days += 1) {
    const moment = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hours, minutes);
    if (moment > now && (every === 'day' || moment.getDay() === weekday)) return moment;
  }
  return undefined;
}

/** A run that was missed while the box was off is made up for, once. Times that lie ahead are of a clock that was wrong: they count for nothing. */
export function isDue(schedule: Schedule, { triedAt, createdAt }: { triedAt: string | null; createdAt: string }, now: Date): boolean {
  const due = lastDue(schedule, now);
  const before = [triedAt, createdAt].flatMap((time) => (time === null || new Date(time) > now ? [] : [Date.parse(time)]));
  return due !== undefined && Math.max(0, ...before) < due.getTime();
}
