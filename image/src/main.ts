// `npm run image:build`: an image of what is built already.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildImage } from './build-image.ts';
import { boards, channels, imageDirectory } from './image.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { board: text, channel: text, mirror: text, out: text } });
const board = boards.find((name) => name === (values.board ?? 'x86-64'));
const channel = channels.find((name) => name === (values.channel ?? 'stable'));
try {
  if (!board) throw new Error(`There is no board “${values.board}”. One of: ${boards.join(', ')}`);
  if (!channel) throw new Error(`There is no channel “${values.channel}”. One of: ${channels.join(', ')}`);
  const image = await buildImage({ board, channel, mirror: values.mirror, out: resolve(values.out ?? join(imageDirectory, 'dist')) });
  process.stdout.write(`${image}\n`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
