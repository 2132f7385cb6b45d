import type { Box, Sample } from '@percloud/contract/box';
import { bytes, memory } from '../../i18n/format.ts';
import { language, t } from '../../i18n/i18n.ts';

/** What can be charted, in the order it is offered. */
export const figures = ['processor', 'memory', 'temperature', 'disk', 'network'] as const;
export type Figure = (typeof figures)[number];

interface FigureParts {
  /** One line of the chart each: reading and writing are two. Null: the machine has no such sensor. */
  values: (sample: Sample) => readonly (number | null)[];
  format: (value: number) => string;
  /** What the chart shows at least, so that a whisper doesn't look like a shout. */
  least: (box: Box) => readonly [from: number, to: number];
  /** Rates add up to amounts, which say more than their mean. */
  flows: boolean;
}

const kilobyte = 1_000;

export const figureParts: Record<Figure, FigureParts> = {
  processor: { values: ({ processor }) => [processor], format: percent, least: () => [0, 1], flows: false },
  memory: {
    values: ({ memoryUsedBytes }) => [memoryUsedBytes],
    format: memory,
    least: ({ memoryBytes }) => [0, memoryBytes],
    flows: false,
  },
  temperature: {
    values: ({ temperatureCelsius }) => [temperatureCelsius],
    format: celsius,
    least: ({ temperature }) => [20, temperature?.limitCelsius ?? 80],
    flows: false,
  },
  disk: {
    values: ({ readBytesPerSecond, writeBytesPerSecond }) => [readBytesPerSecond, writeBytesPerSecond],
    format: rate,
    least: () => [0, 1_000 * kilobyte],
    flows: true,
  },
  network: {
    values: ({ receivedBytesPerSecond, sentBytesPerSecond }) => [receivedBytesPerSecond, sentBytesPerSecond],
    format: rate,
    least: () => [0, 100 * kilobyte],
    flows: true,
  },
};

function percent(share: number) {
  return new Intl.NumberFormat(language(), { style: 'percent' }).format(share);
}

export function celsius(degrees: number) {
  return new Intl.NumberFormat(language(), { style: 'unit', unit: 'celsius', maximumFractionDigits: 0 }).format(degrees);
}

/** Single bytes are of no use to anybody. */
function rate(bytesPerSecond: number) {
  return t('box.per-second', { amount: amount(bytesPerSecond) });
}

/** "1.2 MB", and never less than a kilobyte. */
export function amount(count: number) {
  if (count >= kilobyte) return bytes(count);
  return new Intl.NumberFormat(language(), { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }).format(count / kilobyte);
}

/** How warm the processor is, in words. */
export function warmth(degrees: number, { warmCelsius, hotCelsius, limitCelsius }: NonNullable<Box['temperature']>) {
  if (degrees >= limitCelsius) return { tone: 'bad', words: t('box.warmth.too-hot') } as const;
  if (degrees >= hotCelsius) return { tone: 'notice', words: t('box.warmth.hot') } as const;
  return { tone: 'good', words: degrees >= warmCelsius ? t('box.warmth.warm') : t('box.warmth.cool') } as const;
}
