// `npm run image:build`: an image of what is built already.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildImage } from './build-image.ts';
import { channels, imageDirectory } from './image.ts';
import { readImageKinds } from './image-boards.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const { values } = parseArgs({
  options: { board: text, channel: text, mirror: text, 'security-mirror': text, 'without-security-updates': flag, out: text },
});
try {
  const kinds = await readImageKinds();
  const kind = kinds.get(values.board ?? 'x86-64');
  const channel = channels.find((name) => name === (values.channel ?? 'stable'));
  if (!kind) throw new Error(`There is no board “${values.board}”. One of: ${[...kinds.keys()].join(', ')}`);
  if (!channel) throw new Error(`There is no channel “${values.channel}”. One of: ${channels.join(', ')}`);
  const image = await buildImage({
    kind,
    channel,
    mirror: values.mirror,
    securityMirror: values['security-mirror'],
    withoutSecurityUpdates: values['without-security-updates'],
    out: resolve(values.out ?? join(imageDirectory, 'dist')),
  });
  process.stdout.write(`${image}\n`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
