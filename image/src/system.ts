import { statSync } from 'node:fs';
import { join } from 'node:path';
import { inTools, type Tool } from './tools.ts';

export interface System {
  file: string;
  /** What is on the slot's boot partition and proves all the rest. */
  rootHash: string;
  hashOffset: number;
}

/** Neither may be random: the same input gives the same bytes. */
const salt = '5c2c7a3b2c5a4b0f9c3b7e4b8f2d1a015c2c7a3b2c5a4b0f9c3b7e4b8f2d1a01';
const uuid = '5c2c7a3b-2c5a-4b0f-9c3b-7e4b8f2d1a21';

/** The root file system, read-only, and behind it the tree of hashes by which every block is checked when it is read. */
export async function sealSystem(tools: Tool, root: string, work: string): Promise<System> {
  const file = join(work, 'system.img');
  await tools('mksquashfs', [
    inTools(root),
    inTools(file),
    '-comp',
    'zstd',
    '-Xcompression-level',
    '15',
    '-no-xattrs',
    '-noappend',
    '-quiet',
    '-no-progress',
  ]);
  const hashOffset = statSync(file).size;
  if (hashOffset % 4096 !== 0) throw new Error('the file system does not end with a block');
  const place = inTools(file);
  const said = await tools('veritysetup', ['format', place, place, `--hash-offset=${hashOffset}`, `--salt=${salt}`, `--uuid=${uuid}`]);
  const rootHash = /^Root hash:\s+([0-9a-f]{64})$/m.exec(said)?.[1];
  if (!rootHash) throw new Error(`veritysetup told no root hash:\n${said}`);
  return { file, rootHash, hashOffset };
}
