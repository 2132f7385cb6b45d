const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A little less than a week: the next one begins in the same night of the week, not an hour later each time. */
const weekMs = 6.5 * dayMs;
/** Then it was off at night, or it did not work, and is done whenever it is on. */
const missedMs = 8 * dayMs;
/** One that failed or was cancelled is not begun again at once. */
const retryMs = 20 * hourMs;

/**
 * Whether the disk should be read through now.
 * @param now by whose local hours it is night
 */
export function isScrubDue(now: Date, { triedAt, doneAt }: { triedAt: string | null; doneAt: string }): boolean {
  // A clock that was set back dated some of it into the future.
  const since = (time: string) => Math.abs(now.getTime() - Date.parse(time));
  if (triedAt !== null && since(triedAt) < retryMs) return false;
  const isNight = now.getHours() >= 1 && now.getHours() < 5;
  return since(doneAt) > (isNight ? weekMs : missedMs);
}
