import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/host/run.ts';
import { untilAnswers } from './ask.ts';
import { Poller } from './poller.ts';
import { asComposeService, type Recipe } from './same-container.ts';

const project = 'percloud-bench-compose';
const subnet = '10.212.2.0/26';
const address = '10.212.2.10';
const target = { address, port: 5232, path: '/.web/' };

/** The downtime of the same change made by `docker-compose up -d`, seen by a client who asks the container itself, without a proxy. */
export async function recreateByCompose(before: Recipe, after: Recipe): Promise<number> {
  const home = await mkdtemp(join(tmpdir(), 'percloud-bench-'));
  const file = join(home, 'docker-compose.json');
  const compose = (...args: string[]) => run('docker-compose', ['--project-name', project, '--file', file, ...args]);
  const up = async (recipe: Recipe) => {
    await writeFile(file, render(recipe));
    await compose('up', '--detach');
  };
  const events = spawn('docker', ['events', '--filter', `label=com.docker.compose.project=${project}`, '--format', '{{.Action}}'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    await up(before);
    await untilAnswers(target);
    const poller = new Poller(target);
    // Asking for an address while nobody has it makes the kernel wait long for its owner: that would be the client's fault, not Compose's.
    events.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (/^(?:kill|die)$/m.test(text)) poller.pause();
      if (/^start$/m.test(text)) poller.go();
    });
    await poller.settled();
    await up(after);
    await poller.settled();
    poller.pause();
    return poller.longestGapMs();
  } finally {
    events.kill();
    await once(events, 'close');
    await compose('down', '--timeout', '2');
    await rm(home, { recursive: true });
  }
}

const render = (recipe: Recipe) =>
  JSON.stringify({
    version: '2.4',
    services: { app: asComposeService(recipe, address) },
    networks: { app: { internal: true, ipam: { config: [{ subnet }] } } },
  });
