import { styleText } from 'node:util';
import { plainWords } from './plain-text.ts';

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** "12.3 MB": more than three digits nobody wants to know. */
export function size(bytes: number, unit = 0): string {
  const rounded = Number(bytes.toPrecision(3));
  return rounded < 1000 || unit === units.length - 1 ? `${rounded} ${units[unit]}` : size(bytes / 1000, unit + 1);
}

/** Columns as wide as they need to be. */
export function printTable(head: readonly string[], cells: readonly (readonly string[])[]): void {
  const rows = cells.map((row) => row.map(plainWords));
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  process.stdout.write(`${styleText('dim', line(head))}\n`);
  for (const row of rows) process.stdout.write(`${line(row)}\n`);
}
