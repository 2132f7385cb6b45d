import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchBox } from './bench-box.ts';
import { type Figure, figure } from './figure.ts';

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

async function memoryOf(pid: number | undefined) {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const megabytes = (name: string) => (Number(new RegExp(`^${name}: *(\\d+) kB`, 'm').exec(rollup)?.[1]) * 1024) / 1e6;
  return { pss: megabytes('Pss'), uss: megabytes('Private_Clean') + megabytes('Private_Dirty') };
}
