import type { Progress } from '@percloud/contract/operations';

/** How far a download is and how fast it goes. */
export interface Meter {
  progress: Progress;
  /** What the next rate is reckoned from. */
  since: { doneBytes: number; atMs: number };
}

/** The rate follows the last few seconds: steady enough to read, quick enough to be true. */
const smoothingMs = 5_000;
const shortestMs = 100;

export const startMeter = (doneBytes: number, totalBytes: number, atMs: number): Meter => ({
  progress: { doneBytes, totalBytes },
  since: { doneBytes, atMs },
});

export function advanceMeter({ progress, since }: Meter, doneBytes: number, atMs: number): Meter {
  // What arrived damaged is begun again: going back says nothing about the line.
  if (doneBytes < since.doneBytes) return { progress: { ...progress, doneBytes }, since: { doneBytes, atMs } };
  const elapsedMs = atMs - since.atMs;
  if (elapsedMs < shortestMs) return { progress: { ...progress, doneBytes }, since };
  const rate = ((doneBytes - since.doneBytes) * 1_000) / elapsedMs;
  const weight = progress.bytesPerSecond === undefined ? 1 : 1 - Math.exp(-elapsedMs / smoothingMs);
  const bytesPerSecond = Math.round((progress.bytesPerSecond ?? 0) * (1 - weight) + rate * weight);
  const secondsLeft = bytesPerSecond > 0 ? Math.ceil((progress.totalBytes - doneBytes) / bytesPerSecond) : undefined;
  return { progress: { ...progress, doneBytes, bytesPerSecond, secondsLeft }, since: { doneBytes, atMs } };
}
