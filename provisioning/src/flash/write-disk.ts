import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { showBytes } from './disks.ts';
import { FlashStopped } from './flash-stopped.ts';
import type { ImageFile } from './image-file.ts';

const run = promisify(execFile);
const blockBytes = 4 * 1024 ** 2;
/** So that progress is what the card has, not what the memory holds. */
const blocksPerSync = 8;

/** What has to be found on a disk: the SHA-256 of each block of 4 MiB, from its beginning. */
export interface Written {
  sizeBytes: number;
  blocks: readonly string[];
}

interface Going {
  signal: AbortSignal;
  /** @param bytes of `sizeBytes` so far */
  progress(bytes: number): void;
}

/** A disk nobody else can mount. */
export interface HeldDisk {
  path: string;
  handle: FileHandle;
}

/**
 * Keeps everybody else off a disk while `work` is at it. A desktop mounts what it finds on a disk as soon as that is written, and a file
 * system that is mounted is written to: what is read back would be something else, as if the disk were broken.
 * @throws FlashStopped where something on the disk is mounted or used already
 */
export async function holdDisk<T>(path: string, work: (disk: HeldDisk) => Promise<T>): Promise<T> {
  const handle = await onDisk(path, () => open(path, constants.O_RDWR | constants.O_EXCL));
  try {
    return await work({ path, handle });
  } finally {
    // A disk that is gone can't be closed in peace; what happened is known already.
    await handle.close().catch(() => {});
  }
}

/**
 * Writes an image to the beginning of a disk and returns when the disk has it.
 * The first block, with the table of partitions, comes last and is emptied before all else: what was not written to its end does not start.
 * @throws FlashStopped where the disk is full, broken or gone, or the image ends early; AbortError where `signal` says so
 */
export async function writeDisk({ path, handle }: HeldDisk, image: ImageFile, { signal, progress }: Going): Promise<Written> {
  const blocks: string[] = [];
  let first: Buffer = Buffer.alloc(0);
  let position = 0;
  for await (const block of inBlocks(image.read())) {
    signal.throwIfAborted();
    if (position === 0) first = block;
    const bytes = position === 0 ? Buffer.alloc(block.length) : block;
    await onDisk(path, () => writeAll(handle, bytes, position));
    blocks.push(sumOf(block));
    position += block.length;
    if (blocks.length % blocksPerSync === 1) await onDisk(path, () => handle.sync());
    progress(position);
  }
  if (position !== image.sizeBytes)
    throw new FlashStopped(
      `${image.path} ended after ${showBytes(position)} of ${showBytes(image.sizeBytes)}.`,
      'Fetch or build the image again.',
    );
  await onDisk(path, () => handle.sync());
  signal.throwIfAborted();
  await onDisk(path, () => writeAll(handle, first, 0));
  await onDisk(path, () => handle.sync());
  return { sizeBytes: position, blocks };
}

/**
 * Reads back what was written, from the disk and not from the memory of this computer.
 * @throws FlashStopped where the disk has something else, saying where; AbortError where `signal` says so
 */
export async function verifyDisk({ path, handle }: HeldDisk, { sizeBytes, blocks }: Written, { signal, progress }: Going): Promise<void> {
  await onDisk(path, () => run('blockdev', ['--flushbufs', path]));
  for (const [index, sum] of blocks.entries()) {
    signal.throwIfAborted();
    const position = index * blockBytes;
    const length = Math.min(blockBytes, sizeBytes - position);
    if (sumOf(await onDisk(path, () => readAll(handle, length, position))) !== sum)
      throw new FlashStopped(
        `${path} does not hold what was written to it: it differs between ${showBytes(position)} and ${showBytes(position + length)}.`,
        'Do not use this card: it is worn out, or not as large as it says. Use another.',
      );
    progress(position + length);
  }
}

async function* inBlocks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    length += chunk.length;
    if (length < blockBytes) continue;
    let whole = Buffer.concat(waiting);
    for (; whole.length >= blockBytes; whole = whole.subarray(blockBytes)) yield whole.subarray(0, blockBytes);
    waiting = [whole];
    length = whole.length;
  }
  if (length > 0) yield Buffer.concat(waiting);
}

async function writeAll(disk: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await disk.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Shorter than `length` where the disk ends. */
async function readAll(disk: FileHandle, length: number, position: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await disk.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) return bytes.subarray(0, done);
    done += bytesRead;
  }
  return bytes;
}

const sumOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');

/** What the kernel says of a disk, in plain words. */
async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const [what, remedy] = kernelWords.get(code) ?? [
      'can’t be written or read',
      'See that it sits well and try again, or use another card.',
    ];
    throw new FlashStopped(`${path} ${what}.`, remedy, cause);
  }
}

const gone: [string, string] = ['is gone', 'See that it sits well, put it in again, and begin anew: as it is it can’t be used.'];
const kernelWords = new Map<unknown, [string, string]>([
  ['EBUSY', ['is in use', 'Close what uses it (umount) and try again.']],
  ['EACCES', ['may not be written by you', 'Run the command as root: sudo ./percloud flash …']],
  ['EROFS', ['is protected against writing', 'Move the small slider at the side of the card, or use another.']],
  ['ENOSPC', ['is full before the image ends: it has less room than it says', 'Use another card: this one can’t be used.']],
  ['EIO', ['fails', 'It is worn out, or sits badly. Put it in again and begin anew, or use another card.']],
  ['ENODEV', gone],
  ['ENXIO', gone],
  ['ENOENT', gone],
  ['ENOMEDIUM', gone],
]);
