import { setTimeout as sleep } from 'node:timers/promises';
import { paths } from '../../src/host/host-config.ts';
import { requestOverSocket } from '../../src/host/socket-request.ts';
import type { BenchBox } from './bench-box.ts';
import { type Figure, figure } from './figure.ts';

const rounds = 9;

/** From the agent's exec to its first answer, three apps installed, as after a crash or an update of it. */
export async function measureAgentStart(box: BenchBox): Promise<Figure[]> {
  await box.threeApps();
  const { agent, host } = box.installation;
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await agent.kill('SIGTERM');
    await agent.launch();
    const began = performance.now();
    while (!(await answers(paths(host).agentSocket))) await sleep(3);
    seconds.push((performance.now() - began) / 1000);
    // It looks after its apps first of all; the next round should not begin in the middle of that.
    await sleep(1_000);
  }
  return [figure('agent: exec to first answer', 's', seconds, 0.6)];
}

const answers = (socket: string) =>
  requestOverSocket(socket, 'GET', '/api/health').then(
    () => true,
    () => false,
  );
