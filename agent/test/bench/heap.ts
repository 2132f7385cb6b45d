import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { freePort } from '../free-port.ts';
import type { BenchBox } from './bench-box.ts';
import { type Figure, figure } from './figure.ts';
import { appsList, put } from './load.ts';

const targets = z.array(z.object({ webSocketDebuggerUrl: z.string() }));
const usage = z.object({ id: z.literal(2), result: z.object({ usedSize: z.number() }) });
const connections = 16;

/** What requests leave behind in the agent. Node's own inspector counts, so the agent has nothing in it for this. */
export async function measureHeap(box: BenchBox): Promise<Figure[]> {
  await box.threeApps();
  const port = await freePort();
  const { agent } = box.installation;
  await agent.kill('SIGTERM');
  await agent.start({ NODE_OPTIONS: `--inspect=127.0.0.1:${port}` });
  const list = appsList(box);
  await put(list, { connections, warmUp: 0, requests: 1_000 });
  const after1000 = await heapMb(port);
  await put(list, { connections, warmUp: 0, requests: 9_000 });
  const after10000 = await heapMb(port);
  await agent.kill('SIGTERM');
  await agent.start();
  return [
    figure('heap after 10,000 requests less that after 1,000', 'MB', [after10000 - after1000], 2),
    figure('heap after 10,000 requests', 'MB', [after10000]),
  ];
}

async function heapMb(port: number): Promise<number> {
  // What requests hold on to for a moment (their connections, timers) is not what is asked for.
  await sleep(1_000);
  const [target] = targets.parse(await (await fetch(`http://127.0.0.1:${port}/json/list`)).json());
  const inspector = new WebSocket(target?.webSocketDebuggerUrl ?? '');
  return new Promise((resolve, reject) => {
    inspector.addEventListener('error', () => reject(new Error('no inspector')));
    inspector.addEventListener('open', () => {
      inspector.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }));
      inspector.send(JSON.stringify({ id: 2, method: 'Runtime.getHeapUsage' }));
    });
    inspector.addEventListener('message', ({ data }) => {
      const answer = usage.safeParse(JSON.parse(String(data)));
      if (!answer.success) return;
      inspector.close();
      resolve(answer.data.result.usedSize / 1e6);
    });
  });
}
