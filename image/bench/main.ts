// `npm run bench:image [-- --json] [-- --only start]`
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { builds, ensureBuilt, testImage } from '../../agent/src/host/build.ts';
import { rootDir } from '../../agent/src/host/root-dir.ts';
import { type Figure, figure, showFigures } from '../../agent/test/bench/figure.ts';
import { workDirectory } from '../src/image.ts';
import { Machine } from '../test/machine.ts';
import { Owner } from '../test/owner.ts';
import { buildBareDebian } from './bare-debian.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, only: { type: 'string', multiple: true }, rounds: { type: 'string', default: '3' } },
});
const measurements: Record<string, () => Promise<Figure[]>> = { size: measureSize, start: measureStart, memory: measureMemory };
const chosen = values.only ?? Object.keys(measurements);
const unknown = chosen.filter((name) => !(name in measurements));
if (unknown.length > 0) throw new Error(`there is no ${unknown.join(', ')}; there are ${Object.keys(measurements).join(', ')}`);

const mebibyte = 1024 ** 2;
const image = join(rootDir, testImage.output);
for (const build of [...Object.values(builds), testImage]) await ensureBuilt(build, () => {});
const figures: Figure[] = [];
for (const name of chosen) {
  console.error(`measuring ${name} …`);
  figures.push(...((await measurements[name]?.()) ?? []));
}
console.log(values.json ? JSON.stringify(figures, null, 2) : showFigures(figures));

async function measureSize(): Promise<Figure[]> {
  const sizeOf = (file: string) => statSync(file).size / mebibyte;
  const work = join(workDirectory, 'build-x86-64-dev');
  const system = sizeOf(join(work, 'system.img')) + sizeOf(join(work, 'kernel/vmlinuz')) + sizeOf(join(work, 'kernel/initrd.img'));
  return [
    figure('image, compressed', 'MiB', [sizeOf(`${image}.zst`)], 800),
    figure('image, as it is written', 'MiB', [sizeOf(image)]),
    figure('system with its kernel, compressed', 'MiB', [system], 450),
    figure('store of apps', 'MiB', [sizeOf(join(work, 'store.img'))]),
  ];
}

async function measureStart(): Promise<Figure[]> {
  const bare = await buildBareDebian();
  const [ours, theirs]: [Starts[], Starts[]] = [[], []];
  for (let round = 0; round < Number(values.rounds); round++) {
    theirs.push(await startsOf(bare, (machine) => machine.untilSaid(/Reached target.*multi-user/i, 300_000)));
    ours.push(await startsOf(image, (machine) => machine.untilReady()));
  }
  const ratios = (which: keyof Starts) => ours.map((times, round) => times[which] / (theirs[round]?.[which] ?? Number.NaN));
  const times = (of: Starts[], which: keyof Starts) => of.map((starts) => starts[which]);
  return [
    figure('power-on to the panel ÷ bare Debian to multi-user', '×', ratios('later'), 1.25),
    figure('the same, first start', '×', ratios('first')),
    figure('power-on to the panel', 's', times(ours, 'later')),
    figure('power-on to the panel, first start', 's', times(ours, 'first')),
    figure('bare Debian to multi-user', 's', times(theirs, 'later')),
  ];
}

async function measureMemory(): Promise<Figure[]> {
  const machine = await Machine.with(image, { memoryMiB: 1024 });
  try {
    machine.powerOn();
    await machine.untilReady();
    await sleep(60_000);
    const idle = await usedMiB(machine);
    const ada = await Owner.claim(machine);
    for (const app of ['radicale', 'shaarli']) await ada.install(app, app);
    await sleep(60_000);
    return [
      figure('memory used by an idle box', 'MiB', [idle], 450),
      figure('memory used with two apps, of 1 GiB', 'MiB', [await usedMiB(machine)]),
    ];
  } finally {
    await machine.remove();
  }
}

/** From power-on, in seconds: the first start, in which a box makes its partitions, certificates and database, and the one after it. */
interface Starts {
  first: number;
  later: number;
}

async function startsOf(file: string, until: (machine: Machine) => Promise<void>): Promise<Starts> {
  const machine = await Machine.with(file);
  const start = async () => {
    const from = performance.now();
    machine.powerOn();
    await until(machine);
    return (performance.now() - from) / 1_000;
  };
  try {
    const first = await start();
    await machine.run('sync');
    await machine.cutPower();
    return { first, later: await start() };
  } finally {
    await machine.remove();
  }
}

/** As the kernel counts: what is neither free nor could be freed at once. */
async function usedMiB(machine: Machine): Promise<number> {
  return Number(await machine.run("free --mebi | awk '/^Mem/ { print $2 - $7 }'"));
}
