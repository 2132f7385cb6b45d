/** One thing measured. A goal says what it should be at most; without one it is there to compare. */
export interface Figure {
  name: string;
  value: number;
  unit: 'ms' | 's' | 'KB' | 'MB' | 'MiB' | '×' | 'requests' | 'requests/s';
  goal: number | null;
  met: boolean | null;
  /** How far the rounds lay apart. */
  spread?: { least: number; most: number; rounds: number };
}

export function figure(name: string, unit: Figure['unit'], values: readonly number[], goal: number | null = null): Figure {
  const value = round(median(values));
  const spread =
    values.length > 1 ? { least: round(Math.min(...values)), most: round(Math.max(...values)), rounds: values.length } : undefined;
  return { name, value, unit, goal, met: goal === null ? null : value <= goal, spread };
}

export const median = (values: readonly number[]) => percentile(values, 0.5);

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [below = Number.NaN, above = below] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below + (above - below) * (at - Math.floor(at));
}

const round = (value: number) => Number(value.toPrecision(3));

/** As Markdown, for docs/bench.md. */
export const showFigures = (figures: readonly Figure[]) =>
  [
    '| measured | median | least … most | goal | met |',
    '| --- | --- | --- | --- | --- |',
    ...figures.map(({ name, value, unit, goal, met, spread }) => {
      const around = spread ? `${spread.least} … ${spread.most} (${spread.rounds})` : '';
      return `| ${name} | ${value} ${unit} | ${around} | ${goal === null ? '' : `≤ ${goal}`} | ${met === null ? '' : met ? 'yes' : '**no**'} |`;
    }),
  ].join('\n');
