import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runCommand } from '../../app-catalog/src/run-command.ts';
import { type ImageChannel, imageDirectory } from './image.ts';
import type { ImageKind } from './image-boards.ts';
import type { System } from './system.ts';
import { inTools, type Tool } from './tools.ts';

const sectorBytes = 512;
/** Behind the last partition: the copy of the table. */
const tailSectors = 2048;

interface Disk {
  work: string;
  out: string;
  kind: ImageKind;
  channel: ImageChannel;
  parts: { config: string; slot: string; system: System; store: string };
}

/** One file as it will stand on a disk; beside it the same compressed, and the sums of both. */
export async function layOutDisk(tools: Tool, { work, out, kind, channel, parts }: Disk): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(imageDirectory, '../package.json'), 'utf8')) as { version: string };
  const storeSectors = Math.ceil(statSync(parts.store).size / sectorBytes / 2048) * 2048;
  const table = readFileSync(join(imageDirectory, `boot/${kind.architecture}.sfdisk`), 'utf8').replace(
    'STORE_SECTORS',
    String(storeSectors),
  );
  const starts = Object.fromEntries(
    [...table.matchAll(/start=(\d+),\s+size=(\d+).*name=(\w+)/g)].map(([, start, size, name]) => [
      name,
      { start: Number(start), size: Number(size) },
    ]),
  );
  const raw = join(work, 'disk.img');
  writeFileSync(raw, '');
  const store = starts.store;
  if (!store) throw new Error('the partition table has no store');
  await runCommand('truncate', [`--size=${(store.start + store.size + tailSectors) * sectorBytes}`, raw]);
  await tools('sfdisk', ['--quiet', '--no-reread', '--no-tell-kernel', inTools(raw)], { input: table });
  for (const [name, file] of Object.entries({
    config: parts.config,
    boot_a: parts.slot,
    system_a: parts.system.file,
    store: parts.store,
  })) {
    const place = starts[name];
    if (!place) throw new Error(`the partition table has no ${name}`);
    if (statSync(file).size > place.size * sectorBytes) throw new Error(`${name} is larger than its partition`);
    await runCommand('dd', [
      `if=${file}`,
      `of=${raw}`,
      'bs=1M',
      `seek=${place.start * sectorBytes}`,
      'oflag=seek_bytes',
      'conv=notrunc,sparse',
    ]);
  }
  const image = join(out, `percloud-${kind.name}-${version}${channel === 'dev' ? '-dev' : ''}.img`);
  await runCommand('cp', ['--sparse=always', raw, image]);
  await tools('zstd', ['--quiet', '--force', '-10', '--threads=0', inTools(raw), '-o', `${inTools(raw)}.zst`]);
  await runCommand('mv', [`${raw}.zst`, `${image}.zst`]);
  const sums = await Promise.all([image, `${image}.zst`].map(async (file) => `${await sha256(file)}  ${basename(file)}\n`));
  writeFileSync(`${image}.sha256`, sums.join(''));
  return image;
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
