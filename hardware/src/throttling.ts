import { join } from 'node:path';
import type { Board } from './board.ts';
import { findText } from './read-text.ts';

/** What a board's firmware says of its power and heat. `now`: as it reads; `sinceStart`: at some time since the board was switched on. */
export interface Throttling {
  tooLittleVoltage: { now: boolean; sinceStart: boolean };
  /** Slowed down, for whatever reason. */
  throttled: { now: boolean; sinceStart: boolean };
}

/**
 * Reads a board's flags, the bits of `vcgencmd get_throttled`.
 * @param root Where `sys` is; another one in tests.
 * @returns undefined where the board has no such file, or it can't be read, or is not a number.
 */
export function readThrottling(board: Pick<Board, 'power'>, root = '/'): Throttling | undefined {
  const file = board.power?.throttling;
  const text = file === undefined ? undefined : findText(join(root, file));
  if (text === undefined || !/^0x[0-9a-f]{1,8}$/.test(text)) return undefined;
  const flags = Number.parseInt(text, 16);
  const bit = (number: number) => Math.floor(flags / 2 ** number) % 2 === 1;
  return { tooLittleVoltage: { now: bit(0), sinceStart: bit(16) }, throttled: { now: bit(2), sinceStart: bit(18) } };
}
