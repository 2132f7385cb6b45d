/** What was free at a time. */
export interface FreeSample {
  at: string;
  freeBytes: number;
}

const dayMs = 24 * 3_600_000;
/** Less than this tells of a day's work, not of a pace. */
const leastDays = 2;
const leastSamples = 24;

/**
 * In how many days nothing is free any more, at the pace of the samples (a straight line through them, by least squares). Undefined where
 * there is too little history, or where room is not getting less.
 */
export function forecastDays(samples: readonly FreeSample[], freeBytes: number): number | undefined {
  const points = samples.map(({ at, freeBytes: y }) => ({ x: Date.parse(at) / dayMs, y }));
  const days = points.map(({ x }) => x);
  if (points.length < leastSamples || Math.max(...days) - Math.min(...days) < leastDays) return undefined;
  const [meanX, meanY] = [mean(days), mean(points.map(({ y }) => y))];
  const spread = sum(points.map(({ x }) => (x - meanX) ** 2));
  const bytesPerDay = sum(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / spread;
  return bytesPerDay < 0 ? freeBytes / -bytesPerDay : undefined;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const mean = (numbers: readonly number[]) => sum(numbers) / numbers.length;
