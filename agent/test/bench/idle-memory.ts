import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchBox } from './bench-box.ts';
import { type Figure, figure } from './figure.ts';
import { memoryOf } from './memory-of.ts';

const idleMs = 30_000;

/** Three apps installed, both processes fresh, nobody asks. PSS: pages that both share (Node itself) count half in each. */
export async function measureIdleMemory(box: BenchBox): Promise<Figure[]> {
  await box.threeApps();
  const { agent, gate } = box.installation;
  await Promise.all([agent.kill('SIGTERM'), gate.kill('SIGTERM')]);
  await Promise.all([agent.start(), gate.start()]);
  await sleep(idleMs);
  const [ofAgent, ofGate] = [await memoryOf(agent.pid), await memoryOf(gate.pid)];
  return [
    figure('memory: agent and gate idle (PSS)', 'MB', [ofAgent.pss + ofGate.pss], 170),
    figure('memory: gate alone idle (PSS)', 'MB', [ofGate.pss], 60),
    figure('memory: agent idle (PSS)', 'MB', [ofAgent.pss]),
    figure('memory: agent idle, its own pages (USS)', 'MB', [ofAgent.uss]),
    figure('memory: gate idle, its own pages (USS)', 'MB', [ofGate.uss]),
  ];
}
