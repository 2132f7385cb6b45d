import { open } from 'node:fs/promises';
import type { HostConfig } from '../../src/host/host-config.ts';
import { run } from '../../src/host/run.ts';

const blockBytes = 4096;

/** Changes a byte of a file where it lies on the disk, behind the back of btrfs; what was read of it before is forgotten. */
export async function damage(host: Pick<HostConfig, 'dataDir'>, file: string) {
  await run('btrfs', ['filesystem', 'sync', host.dataDir]);
  const extents = await run('filefrag', ['-v', '-b4096', file]);
  const logical = Number(/^\s+0:\s+0\.\.\s*\d+:\s+(\d+)\.\./m.exec(extents)?.[1]) * blockBytes;
  const device = (await run('findmnt', ['--noheadings', '--output', 'SOURCE', host.dataDir])).trim();
  const mapped = await run('btrfs-map-logical', ['-l', String(logical), device]);
  const physical = Number(/physical (\d+)/.exec(mapped)?.[1]);
  if (!Number.isSafeInteger(physical)) throw new Error(`where ${file} lies was not found: ${extents} ${mapped}`);
  const image = await open(`${host.dataDir}.btrfs`, 'r+');
  const { buffer } = await image.read(Buffer.alloc(1), 0, 1, physical + 100);
  await image.write(Buffer.from([(buffer[0] ?? 0) ^ 255]), 0, 1, physical + 100);
  await image.sync();
  await image.close();
  await run('dd', [`if=${file}`, 'iflag=nocache', 'count=0', 'status=none']);
}

/** How fast the file system may be read through, so that it takes a while; 0: as fast as it can. */
export async function limitScrub(host: Pick<HostConfig, 'dataDir'>, bytesPerSecond: number) {
  const id = (await run('findmnt', ['--noheadings', '--output', 'UUID', host.dataDir])).trim();
  const limit = await open(`/sys/fs/btrfs/${id}/devinfo/1/scrub_speed_max`, 'w');
  await limit.write(String(bytesPerSecond));
  await limit.close();
}
