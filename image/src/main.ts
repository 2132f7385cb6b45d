// `npm run image:build`: an image of what is built already.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildImage, makeDebian } from './build-image.ts';
import { channels, imageDirectory } from './image.ts';
import { readImageKinds } from './image-boards.ts';
import { chooseMirrors } from './mirrors.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const { values } = parseArgs({
  options: {
    board: text,
    channel: text,
    mirror: text,
    'security-mirror': text,
    'without-security-updates': flag,
    out: text,
    /** What takes longest and needs nothing that is built: done now, an image is made sooner later. */
    'only-debian': flag,
  },
});
try {
  const kinds = await readImageKinds();
  const kind = kinds.get(values.board ?? 'x86-64');
  const channel = channels.find((name) => name === (values.channel ?? 'stable'));
  if (!kind) throw new Error(`There is no board “${values.board}”. One of: ${[...kinds.keys()].join(', ')}`);
  if (!channel) throw new Error(`There is no channel “${values.channel}”. One of: ${channels.join(', ')}`);
  const mirrorOptions = {
    mirror: values.mirror,
    securityMirror: values['security-mirror'],
    withoutSecurityUpdates: values['without-security-updates'],
  };
  if (values['only-debian']) await makeDebian(kind, chooseMirrors(mirrorOptions));
  else {
    const out = resolve(values.out ?? join(imageDirectory, 'dist'));
    process.stdout.write(`${await buildImage({ kind, channel, out, ...mirrorOptions })}\n`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
