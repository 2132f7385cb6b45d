import { existsSync } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { run } from './run.ts';
import { Stop } from './stop.ts';

const btrfsMagic = 0x9123683e;
const imageOf = (dir: string) => `${dir}.btrfs`;

/** Makes `dir` a btrfs directory: as it is, or by a sparse file beside it, mounted there. Gives back what was done. */
export async function ensureBtrfsDirectory(dir: string, sizeBytes?: number): Promise<string> {
  const image = imageOf(dir);
  if (existsSync(image)) {
    if (await isMountPoint(dir)) return 'mounted';
    await refuseForeign(image);
    await mountImage(image, dir);
    return `${image} mounted`;
  }
  const existing = nearestExisting(dir);
  if (!(await stat(existing)).isDirectory()) throw new Stop(`${existing} is a file.`, { remedy: 'Name a directory: --data DIR' });
  if ((await statfs(existing)).type === btrfsMagic) {
    await mkdir(dir, { recursive: true, mode: 0o711 });
    return 'already on btrfs';
  }
  if (existsSync(dir) && (await readdir(dir)).length > 0)
    throw new Stop(`${dir} holds files and is not on btrfs, so no snapshots could be taken of it.`, {
      remedy: 'Name an empty directory, or one on a btrfs disk: --data DIR',
    });
  const free = await statfs(existing);
  const size = sizeBytes ?? Math.floor((free.bavail * free.bsize) / 2);
  await mkdir(dirname(image), { recursive: true });
  await makeImage(image, size);
  await mountImage(image, dir);
  return `${image}, ${(size / 1e9).toFixed(0)} GB at most`;
}

/** Undoes the mount made by `ensureBtrfsDirectory`; the data stay in the file. */
export async function unmountBtrfsDirectory(dir: string): Promise<boolean> {
  if (!existsSync(imageOf(dir)) || !(await isMountPoint(dir))) return false;
  await run('umount', [dir]);
  return true;
}

async function makeImage(image: string, sizeBytes: number) {
  // Named only when complete: a power cut here must not leave a half-made file system to be mounted.
  const unfinished = `${image}.new`;
  await rm(unfinished, { force: true });
  // Never an existing one: somebody else could have put a link there.
  const file = await open(unfinished, 'wx', 0o600);
  try {
    await file.truncate(sizeBytes);
  } finally {
    await file.close();
  }
  await run('mkfs.btrfs', ['--quiet', '--force', unfinished]);
  await run('mv', ['--no-clobber', unfinished, image]);
  await rm(unfinished, { force: true });
}

async function mountImage(image: string, dir: string) {
  await mkdir(dir, { recursive: true, mode: 0o711 });
  await run('mount', ['-o', 'loop,noatime,nosuid,nodev', image, dir]);
}

/** In a directory where everybody may write, somebody could have left a file system of their own making. */
async function refuseForeign(image: string) {
  const found = await lstat(image);
  if (found.isFile() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0) return;
  throw new Stop(`${image} is not root’s alone, so it could hold anything.`, {
    remedy: `If you made it: chown root ${image} && chmod 600 ${image}. Otherwise name another directory: --data DIR`,
  });
}

export async function isMountPoint(dir: string): Promise<boolean> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8');
  return mounts.split('\n').some((line) => decodePath(line.split(' ')[4] ?? '') === dir);
}

/** The kernel writes blanks in mount points as `\040`. */
const decodePath = (path: string) => path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}
