import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Architecture, nativeArchitecture } from '../../app-catalog/src/builder.ts';
import { copyNormalized } from '../../app-catalog/src/input-hash.ts';
import { imageDirectory } from './image.ts';
import { ensureNode, nodeArchitecture } from './node.ts';

const checkout = join(imageDirectory, '..');

/** The built catalog with images for a processor: `npm run catalog:build -- --arch arm64`. */
export const catalogOf = (architecture: Architecture) =>
  join(checkout, 'app-catalog/dist', architecture === nativeArchitecture ? 'catalog' : `catalog-${architecture}`);

/** What is run: the bundles, the panel, Node and the one native module. */
export async function putPercloudInto(root: string, architecture: Architecture): Promise<void> {
  const home = join(root, 'usr/lib/percloud');
  mkdirSync(join(home, 'bin'), { recursive: true });
  for (const bundle of ['agent', 'gate', 'cli'])
    for (const file of [`${bundle}.mjs`, `${bundle}.mjs.map`])
      cpSync(join(checkout, 'agent/dist', file), join(home, 'agent/dist', file), { recursive: true });
  copyNormalized(join(checkout, 'control-ui/dist'), join(home, 'control-ui/dist'));
  copyNormalized(join(checkout, 'hardware/boards'), join(home, 'hardware/boards'));
  cpSync(join(checkout, 'package.json'), join(home, 'package.json'));
  cpSync(await ensureNode(architecture), join(home, 'bin/node'));
  // What proves the store must not lie in it.
  cpSync(`${catalogOf(architecture)}.pub`, join(home, 'catalog.pub'));
  const module = 'node_modules/better-sqlite3';
  for (const part of ['package.json', 'lib', `prebuilds/linux-${nodeArchitecture(architecture)}.node`, 'LICENSE'])
    cpSync(join(checkout, module, part), join(home, module, part), { recursive: true });
}
