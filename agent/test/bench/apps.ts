import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../../src/host/run.ts';
import type { BenchBox } from './bench-box.ts';
import { type Figure, figure } from './figure.ts';
import { memoryOf } from './memory-of.ts';

const idleMs = 30_000;

/** Each app of the catalog alone, as installed, with nobody using it: what it downloads, what it takes on the disk and of memory. */
export async function measureApps(box: BenchBox): Promise<Figure[]> {
  const { apps } = await box.root.call('getCatalog');
  const figures: Figure[] = [];
  for (const { id, sizeBytes } of apps.filter(({ hidden }) => !hidden)) {
    const app = await box.owner.install(id);
    await sleep(idleMs);
    const containers = words(await run('docker', ['ps', '--quiet', '--filter', `label=org.percloud.app=${app.id}`]));
    figures.push(figure(`${id}: to download`, 'MB', [sizeBytes / 1e6]));
    figures.push(figure(`${id}: images unpacked, what they share counted in each`, 'MB', [(await unpackedBytes(containers)) / 1e6]));
    figures.push(figure(`${id}: memory idle (PSS)`, 'MB', [await memoryOfAll(containers)]));
    await box.delete(app);
  }
  return figures;
}

async function memoryOfAll(containers: readonly string[]): Promise<number> {
  const pids = await Promise.all(containers.map((id) => run('docker', ['top', id, '-eo', 'pid'])));
  const memories = pids.flatMap((table) => words(table).slice(1)).map(async (pid) => (await memoryOf(Number(pid))).pss);
  return (await Promise.all(memories)).reduce((sum, megabytes) => sum + megabytes, 0);
}

async function unpackedBytes(containers: readonly string[]): Promise<number> {
  const images = words(await run('docker', ['inspect', '--format', '{{.Image}}', ...containers]));
  const sizes = words(await run('docker', ['image', 'inspect', '--format', '{{.Size}}', ...new Set(images)]));
  return sizes.reduce((sum, size) => sum + Number(size), 0);
}

const words = (text: string) => text.split(/\s+/).filter(Boolean);
