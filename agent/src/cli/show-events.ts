import { setTimeout as sleep } from 'node:timers/promises';
import { eventSchemas } from '@percloud/contract/events';
import { type HostConfig, paths } from '../host/host-config.ts';
import { socketClient } from './client.ts';
import { OperationLine } from './show-operation.ts';
import { readEvents } from './watch-operation.ts';

/** What operations do, for as long as somebody looks. */
export async function showEvents(host: HostConfig): Promise<never> {
  const context = { host, client: socketClient(paths(host).agentSocket) };
  const line = new OperationLine();
  for (;;) {
    try {
      for await (const { name, data } of readEvents(context)) if (name === 'operation') line.show(eventSchemas.operation.parse(data));
    } catch {
      // The agent restarts now and then; its events go on afterwards.
    }
    await sleep(500);
  }
}
