import { CommanderError } from 'commander';
import { Stop } from '../host/stop.ts';
import { Refused, Unreachable } from './client.ts';

/** Documented in docs/cli.md: scripts rely on them. */
export const exitCodes = { ok: 0, failed: 1, badInput: 2, unreachable: 3, notFound: 4, refused: 5, interrupted: 130 } as const;

/** A mistake in what was typed. */
export class Usage extends Error {
  readonly remedy: string;

  constructor(message: string, remedy = 'See --help.') {
    super(message);
    this.name = 'Usage';
    this.remedy = remedy;
  }
}

/** What was named does not exist. */
export class NotFound extends Usage {}

/** An operation came to an end other than success. */
export class NotSucceeded extends Error {}

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.badInput;
  if (error instanceof NotFound) return exitCodes.notFound;
  if (error instanceof Usage) return exitCodes.badInput;
  if (error instanceof Unreachable) return exitCodes.unreachable;
  if (error instanceof Refused) return ofStatus(error.problem.status);
  return exitCodes.failed;
}

function ofStatus(status: number) {
  if (status === 404) return exitCodes.notFound;
  if ([401, 403, 409, 429].includes(status)) return exitCodes.refused;
  if ([400, 413, 415, 422].includes(status)) return exitCodes.badInput;
  return status === 503 ? exitCodes.unreachable : exitCodes.failed;
}

/** What went wrong and what to do, one line each. */
export function describe(error: unknown): string[] {
  if (error instanceof Refused) {
    const { title, detail, fields, remedy } = error.problem;
    return [
      title,
      ...(detail ? [detail] : []),
      ...(fields ?? []).map(({ path, message }) => `  ${path}: ${message}`),
      `What to do: ${remedy}`,
    ];
  }
  if (error instanceof Stop) return [error.message, `What to do: ${error.remedy}`, ...(error.log ? [`Log: ${error.log}`] : [])];
  if (error instanceof Usage) return [error.message, `What to do: ${error.remedy}`];
  if (error instanceof Unreachable) return [error.message, 'What to do: see “percloud status”; “percloud up” starts it.'];
  return [error instanceof Error ? error.message : String(error)];
}
