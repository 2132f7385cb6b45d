import type { Command } from 'commander';
import { withData } from './common-options.ts';
import { type CommonOptions, connect } from './context.ts';
import { finish, type WatchOptions, withWatch } from './finish-operation.ts';
import { titleOf } from './operation-title.ts';
import { printJson, printTable } from './output.ts';

export function operationCommands(operation: Command): void {
  withData(operation.command('list').description('Operations, newest first.')).option('--limit <number>', 'how many', '20').action(list);
  withData(operation.command('watch').description('Follow an operation to its end.')).argument('<id>').action(watch);
  withWatch(withData(operation.command('cancel').description('Stop an operation and undo what it did.')))
    .argument('<id>')
    .action(cancel);
  withWatch(withData(operation.command('cleanup').description('Try again to undo one that ended as undo-failed.')))
    .argument('<id>')
    .action(cleanUp);
}

async function list(options: CommonOptions & { limit: string }): Promise<void> {
  const { client } = await connect(options);
  const operations = await client.call('listOperations', { query: { limit: options.limit } });
  if (options.json) return printJson(operations);
  printTable(
    ['ID', 'WHAT', 'STATE', 'BY', 'WHEN'],
    operations.map((one) => [one.id, titleOf(one), one.status, one.startedBy.name, one.createdAt]),
  );
}

async function watch(id: string, options: CommonOptions): Promise<void> {
  const context = await connect(options);
  await finish(context, await context.client.call('getOperation', { params: { operation: id } }), options);
}

async function cancel(id: string, options: CommonOptions & WatchOptions): Promise<void> {
  const context = await connect(options);
  const operation = await context.client.call('cancelOperation', { params: { operation: id } });
  await finish(context, operation, { ...options, wanted: ['cancelled'] });
}

async function cleanUp(id: string, options: CommonOptions & WatchOptions): Promise<void> {
  const context = await connect(options);
  const operation = await context.client.call('retryUndo', { params: { operation: id } });
  // What was begun is undone now: it stays failed or cancelled, and that is success here.
  await finish(context, operation, { ...options, wanted: ['failed', 'cancelled'] });
}
