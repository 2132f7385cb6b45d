import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const folders = 120;
const filesInEach = 100;

/**
 * Some 1 GiB in 12,000 files, the same each time: letters and notes of some KB, pictures of some 100 KB, a few films. Contents don't
 * compress and none is there twice, as with pictures.
 */
export async function writeSampleTree(directory: string): Promise<void> {
  const random = xorshift(2026);
  for (let folder = 0; folder < folders; folder += 1) {
    const path = join(directory, `folder-${folder}`);
    await mkdir(path, { recursive: true });
    for (let file = 0; file < filesInEach; file += 1) await writeFile(join(path, `file-${file}`), bytes(sizeOf(file), random));
  }
}

/** Of a hundred files: seventy notes, twenty-nine pictures, a film. */
function sizeOf(file: number): number {
  if (file < 70) return 2_000 + file * 200;
  return file < 99 ? 100_000 + file * 1_000 : 3_000_000;
}

/** Marsaglia's xorshift32: fast, and the same on every machine. */
function xorshift(seed: number) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state;
  };
}

function bytes(size: number, random: () => number): Buffer {
  const words = new Int32Array(Math.ceil(size / 4));
  for (let index = 0; index < words.length; index += 1) words[index] = random();
  return Buffer.from(words.buffer, 0, size);
}
