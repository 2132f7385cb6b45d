import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { FlashStopped } from './flash-stopped.ts';

const run = promisify(execFile);
const tableSchema = z.object({
  partitiontable: z.object({
    sectorsize: z.number().default(512),
    partitions: z.array(z.object({ start: z.number(), name: z.string().optional() })).default([]),
  }),
});

/**
 * Puts `percloud.yaml` on the config partition of a written disk, and reads it back.
 * @param text UTF-8; on its way it stands in no file and no command
 * @throws FlashStopped where the disk has no such partition or does not keep the file
 */
export async function placeSettings(path: string, text: string): Promise<void> {
  const place = `${path}@@${await configOffset(path)}`;
  try {
    // Over what is there, asking nothing.
    await feed('mcopy', ['-o', '-i', place, '-', '::percloud.yaml'], text);
    await run('sync', [path]);
    await run('blockdev', ['--flushbufs', path]);
    const { stdout } = await run('mtype', ['-i', place, '::percloud.yaml']);
    if (stdout !== text) throw new Error('it holds something else');
  } catch (cause) {
    throw new FlashStopped(
      `The settings could not be put on ${path}; the rest of it is in order.`,
      'Begin anew, or use another card.',
      cause,
    );
  }
}

/** Where the partition `config` begins, in bytes. */
async function configOffset(path: string): Promise<number> {
  const { stdout } = await run('sfdisk', ['--json', path]).catch((cause: unknown) => {
    throw new FlashStopped(`${path} has no partitions.`, 'Is the image one of Percloud? Name another.', cause);
  });
  const { sectorsize, partitions } = tableSchema.parse(JSON.parse(stdout)).partitiontable;
  const config = partitions.find(({ name }) => name === 'config');
  if (!config) throw new FlashStopped(`${path} has no partition for settings.`, 'Is the image one of Percloud? Name another.');
  return config.start * sectorsize;
}

function feed(program: string, args: readonly string[], input: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-500);
    });
    child.stdin.on('error', () => {}).end(input);
    child.on('error', reject).on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program}: ${said.trim()}`))));
  });
}
