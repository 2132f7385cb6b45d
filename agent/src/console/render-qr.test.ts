import { expect, test } from 'vitest';
import { renderQr } from './render-qr.ts';

/** Light modules as #, dark as dots, as a camera would see them. */
function modulesOf(lines: readonly string[]): string[] {
  const upper = (line: string) => [...line].map((cell) => ('█▀'.includes(cell) ? '#' : '.')).join('');
  const lower = (line: string) => [...line].map((cell) => ('█▄'.includes(cell) ? '#' : '.')).join('');
  return lines.flatMap((line) => [upper(line), lower(line)]);
}

test('it is square, with light all around and the three marks in its corners', () => {
  const text = 'http://192.168.100.107/#claim=NS4M-MHFK';
  const modules = modulesOf(renderQr(text));
  const width = modules[0]?.length ?? 0;
  // Two modules to a line: of an odd number of rows the last is light too.
  expect([width, modules.length]).toEqual([37, 38]);
  expect(modules.slice(0, 4).every((row) => row === '#'.repeat(width))).toBe(true);
  const mark = ['.......', '.#####.', '.#...#.', '.#...#.', '.#...#.', '.#####.', '.......'];
  const at = (row: number, column: number) => modules.slice(row, row + 7).map((line) => line.slice(column, column + 7));
  for (const [row, column] of [
    [4, 4],
    [4, width - 11],
    [width - 11, 4],
  ] as const)
    expect(at(row, column)).toEqual(mark);
});
