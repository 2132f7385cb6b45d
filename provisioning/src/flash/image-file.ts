import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { FlashStopped } from './flash-stopped.ts';
import { isBox, tableBytes } from './partition-table.ts';

const run = promisify(execFile);
const again = 'Fetch or build the image again.';

/** An image as it will stand on a disk, whether its file is compressed or not. */
export interface ImageFile {
  path: string;
  /** Unpacked. */
  sizeBytes: number;
  /** Its bytes, unpacked. @throws FlashStopped where the file can't be unpacked to its end. */
  read(): AsyncIterable<Buffer>;
}

/** @throws FlashStopped where it is neither an `.img` nor an `.img.zst`, can't be read, or holds no box. */
export async function openImage(path: string): Promise<ImageFile> {
  const image = await findImage(path);
  if (!isBox(await beginningOf(image)))
    throw new FlashStopped(`${path} holds no box: it is some other file.`, 'Name an image of Percloud. Nothing was written.');
  return image;
}

async function beginningOf(image: ImageFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of image.read()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= tableBytes) break;
  }
  return Buffer.concat(chunks);
}

async function findImage(path: string): Promise<ImageFile> {
  const packed = path.endsWith('.zst');
  if (!packed && !path.endsWith('.img')) throw new FlashStopped(`${path} is no image.`, 'Name a file that ends in .img or .img.zst.');
  const { size } = await stat(path).catch((cause: unknown) => {
    throw new FlashStopped(`${path} can’t be read.`, 'See that the name is right.', cause);
  });
  if (size === 0) throw new FlashStopped(`${path} is empty.`, again);
  if (packed) return { path, sizeBytes: await unpackedBytes(path), read: () => unpack(path) };
  return { path, sizeBytes: size, read: () => createReadStream(path, { highWaterMark: 1024 ** 2 }) };
}

/**
 * Compares the file with its sum in the `.sha256` beside it.
 * @returns false: there is no such file
 * @throws FlashStopped where the sum is another one, or names other files only
 */
export async function checkSum(path: string): Promise<boolean> {
  const list = await firstText([`${path}.sha256`, `${path.replace(/\.zst$/, '')}.sha256`]);
  if (list === undefined) return false;
  const sums = new Map([...list.matchAll(/^([0-9a-f]{64}) [ *](.+?)\r?$/gim)].map(([, sum = '', name = '']) => [name, sum.toLowerCase()]));
  const wanted = sums.get(basename(path));
  if (!wanted)
    throw new FlashStopped(`The .sha256 beside ${path} does not know it.`, 'Give the image its own name back, or remove the .sha256.');
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  if (hash.digest('hex') !== wanted) throw new FlashStopped(`${path} is damaged: its sum is not that of the .sha256 beside it.`, again);
  return true;
}

async function firstText(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text !== undefined) return text;
  }
  return undefined;
}

async function unpackedBytes(path: string): Promise<number> {
  const { stdout } = await run('zstd', ['--list', '--verbose', path]).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
      throw new FlashStopped('The program zstd, which unpacks the image, is missing.', 'apt-get install zstd', cause);
    throw new FlashStopped(`${path} is damaged: it can’t be unpacked.`, again, cause);
  });
  const size = /^Decompressed Size:.*\((\d+) B\)/m.exec(stdout)?.[1];
  if (!size) throw new FlashStopped(`${path} does not say how large it is unpacked.`, 'Unpack it with zstd -d, and name the .img.');
  return Number(size);
}

async function* unpack(path: string): AsyncGenerator<Buffer> {
  const child = spawn('zstd', ['--decompress', '--stdout', '--quiet', path], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  try {
    for await (const chunk of child.stdout) yield chunk;
    if ((await ended) !== 0) throw new FlashStopped(`${path} is damaged: it can’t be unpacked to its end.`, again);
  } finally {
    // Also where nobody wants the rest.
    child.kill();
  }
}
