import { untilAnswers } from './ask.ts';
import type { BenchBox } from './bench-box.ts';
import { startByHand } from './by-hand.ts';
import { type Figure, figure } from './figure.ts';
import { copyDirectory, recipeOf } from './same-container.ts';
import { tellSteps } from './tell-steps.ts';

const rounds = 9;

/** Radicale, its image local: by Percloud until the app itself answers its owner through Caddy and the gate, and by hand. */
export async function measureInstall(box: BenchBox): Promise<Figure[]> {
  await using copies = await copyDirectory(box);
  const { app } = await install(box);
  const recipe = await recipeOf(app.id, copies.path);
  await box.delete(app);
  const installs: Awaited<ReturnType<typeof install>>[] = [];
  const byHand: Awaited<ReturnType<typeof startByHand>>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    byHand.push(await startByHand(recipe));
    const installed = await install(box);
    installs.push(installed);
    await box.delete(installed.app);
  }
  const runMs = byHand.map((one) => one.runMs);
  const answeredMs = installs.map((one) => one.answeredMs);
  return [
    figure(
      'install ÷ docker run',
      '×',
      answeredMs.map((value, round) => value / (runMs[round] ?? Number.NaN)),
      1.3,
    ),
    figure('install until the app answers through Caddy', 'ms', answeredMs),
    figure(
      'install until the operation ends',
      'ms',
      installs.map((one) => one.endedMs),
    ),
    figure('docker run until the app answers', 'ms', runMs),
    figure(
      'docker network create',
      'ms',
      byHand.map((one) => one.networkMs),
    ),
  ];
}

async function install(box: BenchBox) {
  const began = performance.now();
  const body = { catalogApp: 'radicale', version: '1.1.0' };
  const operation = await box.root.call('installApp', { params: { percloud: box.owner.percloud }, body });
  const ended = box.succeeded(operation);
  await untilAnswers(box.visit(operation.subject.slug ?? '', '/.web/'));
  const answeredMs = performance.now() - began;
  const over = await ended;
  const endedMs = Date.parse(over.endedAt ?? '') - Date.parse(over.createdAt);
  tellSteps(over);
  return { app: await box.owner.app(operation.subject.app ?? ''), answeredMs, endedMs };
}
