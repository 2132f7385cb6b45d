import type { BenchBox } from './bench-box.ts';
import { startByHand } from './by-hand.ts';
import { recreateByCompose } from './compose.ts';
import { type Figure, figure } from './figure.ts';
import { Poller } from './poller.ts';
import { copyDirectory, type Recipe, recipeOf } from './same-container.ts';
import { tellSteps } from './tell-steps.ts';

const rounds = 9;

/** Radicale to its next release: by Percloud, snapshot included, seen through Caddy and the gate; and the same change by docker-compose. */
export async function measureUpgrade(box: BenchBox): Promise<Figure[]> {
  await using copies = await copyDirectory(box);
  const before = await recipe(box, '1.0.0', copies.path);
  const after = await recipe(box, '1.1.0', copies.path);
  const downMs: number[] = [];
  const startMs: number[] = [];
  const composeMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    downMs.push(await upgrade(box));
    startMs.push((await startByHand(after)).startMs);
    composeMs.push(await recreateByCompose(before, after));
  }
  return [
    figure(
      'upgrade downtime beyond start-to-ready',
      'ms',
      downMs.map((value, round) => value - (startMs[round] ?? Number.NaN)),
      300,
    ),
    figure(
      'upgrade downtime ÷ docker-compose',
      '×',
      downMs.map((value, round) => value / (composeMs[round] ?? Number.NaN)),
      1,
    ),
    figure('upgrade downtime', 'ms', downMs),
    figure('docker-compose recreate downtime', 'ms', composeMs),
    figure('start-to-ready of the release', 'ms', startMs),
  ];
}

async function upgrade(box: BenchBox): Promise<number> {
  const app = await box.owner.install('radicale', { version: '1.0.0' });
  const poller = new Poller(box.visit(app.slug, '/.web/'));
  await poller.settled();
  const params = box.owner.params(app.id);
  tellSteps(await box.succeeded(await box.root.call('upgradeApp', { params, body: { version: '1.1.0' } })));
  await poller.settled();
  poller.pause();
  await box.delete(app);
  return poller.longestGapMs();
}

async function recipe(box: BenchBox, version: string, copies: string): Promise<Recipe> {
  const app = await box.owner.install('radicale', { version });
  const found = await recipeOf(app.id, `${copies}/${version}`);
  await box.delete(app);
  return found;
}
