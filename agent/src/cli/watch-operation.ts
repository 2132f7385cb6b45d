import { type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EventName, eventSchemas } from '@percloud/contract/events';
import { isOver, type Operation } from '@percloud/contract/operations';
import { paths } from '../host/host-config.ts';
import { Unreachable } from './client.ts';
import type { Context } from './context.ts';

export interface Happening {
  name: EventName;
  data: unknown;
}

/** The agent's events as they come; ends when the connection does. */
export async function* readEvents({ host }: Pick<Context, 'host'>): AsyncGenerator<Happening> {
  const sent = request({
    socketPath: paths(host).agentSocket,
    path: '/api/events',
    headers: { host: 'localhost', accept: 'text/event-stream' },
  });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve);
    sent.on('error', (error) => reject(new Unreachable('Percloud does not answer on this machine.', { cause: error })));
    sent.end();
  });
  let name = '';
  for await (const line of linesOf(response.setEncoding('utf8'))) {
    if (line.startsWith('event:')) name = line.slice(6).trim();
    if (line.startsWith('data:') && isEventName(name)) yield { name, data: JSON.parse(line.slice(5)) };
  }
}

/** node:readline throws outside of the loop when its input is cut. */
async function* linesOf(stream: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

const isEventName = (name: string): name is EventName => name in eventSchemas;

/** Every state of an operation until it is over. Survives a restart of the agent, as the operation does. */
export async function* followOperation(context: Context, id: string): AsyncGenerator<Operation> {
  for (let patienceMs = 30_000; patienceMs > 0; patienceMs -= 250) {
    try {
      const operation = await context.client.call('getOperation', { params: { operation: id } });
      yield operation;
      if (isOver(operation.status)) return;
      for await (const { name, data } of readEvents(context)) {
        patienceMs = 30_000;
        for (const seen of operationsIn(name, data)) {
          if (seen.id !== id) continue;
          yield seen;
          if (isOver(seen.status)) return;
        }
      }
    } catch (error) {
      if (!(error instanceof Unreachable) && !(error instanceof Error && 'code' in error && error.code === 'ECONNRESET')) throw error;
    }
    await sleep(250);
  }
  throw new Unreachable('Percloud stopped answering. The operation goes on or is undone when it is back.');
}

function operationsIn(name: EventName, data: unknown): Operation[] {
  if (name === 'operation') return [eventSchemas.operation.parse(data)];
  return name === 'state' ? eventSchemas.state.parse(data).operations : [];
}
