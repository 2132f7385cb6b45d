import { runInNewContext } from 'node:vm';

/** A busy box is slow, and what a person typed is not wrong for that. */
const timeoutMs = 1_000;

/**
 * Whether a whole value fits a pattern. The pattern is a catalog's and the value whoever's: together they can take for ever, and the agent
 * has one thread for everybody. What takes too long does not fit.
 */
export function matchesInTime(pattern: string, value: string): boolean {
  try {
    return runInNewContext('new RegExp(`^(?:${pattern})$`, "u").test(value)', { pattern, value }, { timeout: timeoutMs }) === true;
  } catch {
    return false;
  }
}
