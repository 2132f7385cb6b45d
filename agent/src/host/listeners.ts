import { readdir, readFile, readlink } from 'node:fs/promises';

const listening = '0A';

/** Who listens on a TCP port of this machine; undefined when nobody does. From /proc, because `ss` may not be installed yet. */
export async function findListener(port: number): Promise<{ pid?: number; name: string } | undefined> {
  const inodes = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const rows = (await readFile(table, 'utf8').catch(() => '')).trim().split('\n').slice(1);
    for (const row of rows) {
      const columns = row.trim().split(/\s+/);
      const localPort = Number.parseInt(columns[1]?.split(':')[1] ?? '', 16);
      if (localPort === port && columns[3] === listening && columns[9]) inodes.add(columns[9]);
    }
  }
  if (inodes.size === 0) return undefined;
  for (const pid of await processIds()) {
    if (!(await holdsSocket(pid, inodes))) continue;
    const name = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim();
    return { pid, name: name || 'a process' };
  }
  return { name: 'a process of another container or of the kernel' };
}

export const processIds = async () => (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);

async function holdsSocket(pid: number, inodes: ReadonlySet<string>) {
  const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')));
  return targets.some((target) => inodes.has(/^socket:\[(\d+)\]$/.exec(target)?.[1] ?? ''));
}
