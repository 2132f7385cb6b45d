import { bytes, duration, moment } from './format.ts';
import type { Fill } from './i18n.ts';

/** Values of the agent as a sentence takes them. Their unit stands at the end of their name: `freeBytes` fills {free}. */
export function fillValues(values: Record<string, string | number>): Fill {
  const filled = Object.entries(values).map(([key, value]): [string, string | number] => {
    const [, name = key, unit] = /^(.+?)(Bytes|At|Seconds)$/.exec(key) ?? [];
    if (unit === 'Bytes') return [name, bytes(Number(value))];
    if (unit === 'At') return [name, moment(String(value))];
    return [name, unit === 'Seconds' ? duration(Number(value)) : value];
  });
  return Object.fromEntries(filled);
}
