import type { Sample } from '@percloud/contract/box';
import { type Figure, figureParts } from './figures.ts';

/** The box looks every half minute at least: a longer silence is something nobody knows, and no line is drawn across it. */
const silenceMs = 75_000;

/** Times in seconds, and the values of one line each; null makes a gap. */
export type Columns = [times: number[], ...lines: (number | null)[][]];

/** @param eachMs Looks of the same such time are drawn as one, their mean: what is older comes so from the box, and must look alike. */
export function columnsOf(samples: readonly Sample[], figure: Figure, eachMs = 1): Columns {
  const { values } = figureParts[figure];
  const looks = Map.groupBy(samples, ({ at }) => Math.floor(Date.parse(at) / eachMs));
  const times: number[] = [];
  const lines: (number | null)[][] = [];
  const put = (at: number, row: readonly (number | null)[]) => {
    times.push(at / 1000);
    row.forEach((value, line) => {
      lines[line] ??= [];
      lines[line].push(value);
    });
  };
  let before: number | undefined;
  for (const [slot, together] of looks) {
    const at = slot * eachMs;
    const row = meanOf(together.map(values));
    if (before !== undefined && at - before > silenceMs)
      put(
        before + 1,
        row.map(() => null),
      );
    put(at, row);
    before = at;
  }
  return [times, ...lines];
}

const meanOf = (rows: readonly (readonly (number | null)[])[]) =>
  (rows[0] ?? []).map((_, line) => {
    const known = rows.map((row) => row[line] ?? null).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  });

/** What a line did: where it was lowest and highest, and what flowed if it is a rate. */
export interface Summary {
  least: number;
  most: number;
  sum: number;
}

/** One for each line; undefined where there was nothing to see. */
export function summarise(samples: readonly Sample[], figure: Figure): (Summary | undefined)[] {
  const { values } = figureParts[figure];
  const rows = samples.map((sample) => ({ at: Date.parse(sample.at), values: values(sample) }));
  const lines = rows[0]?.values.length ?? 0;
  return Array.from({ length: lines }, (_, line) => {
    const known = rows.flatMap((row, index) => {
      const value = row.values[line];
      if (value === null || value === undefined) return [];
      const elapsedMs = row.at - (rows[index - 1]?.at ?? row.at);
      return [{ value, seconds: elapsedMs > silenceMs ? 0 : elapsedMs / 1000 }];
    });
    if (known.length === 0) return undefined;
    const all = known.map(({ value }) => value);
    return {
      least: Math.min(...all),
      most: Math.max(...all),
      sum: known.reduce((sum, { value, seconds }) => sum + value * seconds, 0),
    };
  });
}
