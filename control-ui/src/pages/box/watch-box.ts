import type { Box, Sample } from '@percloud/contract/box';
import { signal } from '@preact/signals';
import { addressOf } from '../../api.ts';
import { followStream } from '../../state/follow-stream.ts';

const keptMs = 2 * 60 * 60 * 1000;

/** What the box said last; kept while other pages are shown, so that coming back finds it. */
export const box = signal<Box | undefined>(undefined);
/** The oldest first. */
export const samples = signal<readonly Sample[]>([]);
/** How far the box's clock is from this device's. */
let clockOffsetMs = 0;

/** Now, by the box's clock. */
export const boxNow = () => Date.now() + clockOffsetMs;

/** Watches the machine until the returned function is called. */
export const watchBox = () =>
  followStream<{ box: Box; history: Sample[]; sample: Sample }>(
    addressOf('streamBox'),
    (on) => {
      on('box', (told) => {
        box.value = told;
      });
      on('history', (history) => {
        samples.value = follow(samples.value, history);
      });
      on('sample', (sample) => {
        clockOffsetMs = Date.parse(sample.at) - Date.now();
        samples.value = append(samples.value, sample);
      });
    },
    // The page shows a gap, and the banner above it says why.
    () => {},
  );

/** After a break the box tells what it saw meanwhile; a box that was restarted has forgotten what we still know. */
export function follow(known: readonly Sample[], history: readonly Sample[]): readonly Sample[] {
  const [first] = history;
  return first ? [...known.filter(({ at }) => at < first.at), ...history] : known;
}

/** What the history told already may come again. A clock that was set back begins anew. */
export function append(known: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = known.at(-1);
  if (last?.at === sample.at) return known;
  if (last && last.at > sample.at) return [sample];
  const oldest = new Date(Date.parse(sample.at) - keptMs).toISOString();
  return [...known.filter(({ at }) => at > oldest), sample];
}
