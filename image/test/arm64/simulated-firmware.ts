import { runCommand } from '../../../app-catalog/src/run-command.ts';

/** Where a partition of an image begins, by its number; as the firmware finds it. */
export async function partitionStarts(image: string): Promise<Map<number, number>> {
  const table = await runCommand('sfdisk', ['--dump', image]);
  return new Map([...table.matchAll(/img(\d+) : start= *(\d+),/g)].map(([, number, start]) => [Number(number), Number(start) * 512]));
}

/** A file of a FAT partition of an image. */
export const readFromFat = (image: string, start: number, path: string) => runCommand('mtype', ['-i', `${image}@@${start}`, `::${path}`]);

/** Names and sizes in a FAT partition. */
export async function sizesInFat(image: string, start: number): Promise<Map<string, number>> {
  const listed = await runCommand('mdir', ['-b', '-i', `${image}@@${start}`, '::']);
  const names = listed.split('\n').flatMap((line) => /^::\/(.+[^/])$/.exec(line)?.slice(1) ?? []);
  const sized = names.map(async (name) => {
    const text = await runCommand('mdir', ['-i', `${image}@@${start}`, `::${name}`]);
    return [name, Number(/^\s*1 file\s+([\d ]+) bytes/m.exec(text)?.[1]?.replaceAll(' ', '') ?? Number.NaN)] as const;
  });
  return new Map(await Promise.all(sized));
}

/** The settings that count, as a Raspberry Pi's firmware reads them: by sections; `tryboot` counts once after a reset with that flag. */
export function readSettings(text: string, { tryboot = false } = {}): Map<string, string> {
  const settings = new Map<string, string>();
  let counts = true;
  for (const line of text.split('\n').map((one) => one.trim())) {
    const section = /^\[(\w+)\]$/.exec(line)?.[1];
    if (section) counts = section === 'all' || (section === 'tryboot' && tryboot);
    else if (counts && line !== '' && !line.startsWith('#')) {
      const [, name = '', value = ''] = /^(\w+)[= ](.*)$/.exec(line) ?? [];
      settings.set(name, value);
    }
  }
  return settings;
}
