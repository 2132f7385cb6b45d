import { run } from '../../src/host/run.ts';
import { type Target, untilAnswers } from './ask.ts';
import { asRunFlags, type Recipe } from './same-container.ts';

const name = 'percloud-bench-run';
const subnet = '10.212.1.0/26';
const address = '10.212.1.10';
const target: Target = { address, port: 5232, path: '/.web/' };

/** What it takes without Percloud, by Docker's own command: the network, the container, its start alone. All until the app answers. */
export async function startByHand(recipe: Recipe) {
  const flags = ['--name', name, ...asRunFlags(recipe, name, address)];
  try {
    const networkMs = await timed(() => run('docker', ['network', 'create', '--internal', '--subnet', subnet, name]));
    const runMs = await timed(async () => {
      await run('docker', ['run', '--detach', ...flags]);
      await untilAnswers(target);
    });
    await run('docker', ['rm', '--force', name]);
    await run('docker', ['create', ...flags]);
    const startMs = await timed(async () => {
      await run('docker', ['start', name]);
      await untilAnswers(target);
    });
    return { networkMs, runMs, startMs };
  } finally {
    await run('docker', ['rm', '--force', name]);
    await run('docker', ['network', 'rm', name]);
  }
}

async function timed(work: () => Promise<unknown>) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
