import { isOver, type Operation, type OperationStatus } from '@percloud/contract/operations';
import type { Command } from 'commander';
import type { Context } from './context.ts';
import { NotSucceeded } from './exit-codes.ts';
import { printJson } from './output.ts';
import { OperationLine } from './show-operation.ts';
import { followOperation } from './watch-operation.ts';

export interface WatchOptions {
  json?: boolean;
  wait?: boolean;
  /** The end that counts as success; unless named, `succeeded`. */
  wanted?: OperationStatus[];
}

export const withWatch = (command: Command) => command.option('--no-wait', 'only start it; do not wait for its end');

/** Shows an operation until it is over. With --json only the end is printed. */
export async function finish(
  context: Context,
  operation: Operation,
  { json, wait = true, wanted = ['succeeded'] }: WatchOptions,
): Promise<void> {
  const line = new OperationLine();
  let last = operation;
  if (wait)
    for await (const seen of followOperation(context, operation.id)) {
      last = seen;
      if (!json) line.show(seen);
    }
  else if (!json) process.stdout.write(`${operation.id}\n`);
  if (json) printJson(last);
  if (isOver(last.status) && !wanted.includes(last.status)) throw new NotSucceeded();
}
