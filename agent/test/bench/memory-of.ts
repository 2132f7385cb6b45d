import { readFile } from 'node:fs/promises';

/** Megabytes of a process. PSS: pages that several share count in each by its share. USS: what is its alone. */
export async function memoryOf(pid: number | undefined) {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const megabytes = (name: string) => (Number(new RegExp(`^${name}: *(\\d+) kB`, 'm').exec(rollup)?.[1]) * 1024) / 1e6;
  return { pss: megabytes('Pss'), uss: megabytes('Private_Clean') + megabytes('Private_Dirty') };
}
