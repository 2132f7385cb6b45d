import { readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { languageSchema } from '@percloud/contract/words';
import { readBoxSettings } from '../box-settings.ts';
import { changeConfig, configDirectory, removeFile, replaceFile } from '../config-partition.ts';
import { applySettings } from './apply.ts';
import { type Mistake, renderMistakes } from './mistakes.ts';
import { readPercloudYaml } from './read-file.ts';
import { readText } from './read-text.ts';
import { scrub } from './scrub.ts';

export const mistakesFile = 'percloud-mistakes.txt';

export interface Provisioning {
  dataDir: string;
  hashPassword(password: string): Promise<string>;
  /** For the journal; never a secret. */
  say(line: string): void;
  /** Where all of this is on a box. */
  places?: Partial<typeof boxPlaces>;
  /** How the config partition is changed; runs under its lock. */
  change?: typeof changeConfig;
}

const boxPlaces = {
  config: configDirectory,
  zones: '/usr/share/zoneinfo',
  localTime: '/run/percloud-localtime',
  hostname: '/proc/sys/kernel/hostname',
};

/** At each start: takes over what `percloud.yaml` says, and gives the box the name and the time zone it has. A mistake in the file stops nothing. */
export async function provision({ dataDir, hashPassword, say, places, change = changeConfig }: Provisioning): Promise<void> {
  const { config, zones, localTime, hostname } = { ...boxPlaces, ...places };
  try {
    await takeOver();
  } finally {
    const box = await readBoxSettings(dataDir);
    if (box.timeZone !== undefined && (await isZone(box.timeZone))) {
      await rm(`${localTime}.new`, { force: true });
      await symlink(join(zones, box.timeZone), `${localTime}.new`);
      await rename(`${localTime}.new`, localTime);
    }
    if (box.hostname !== undefined) await writeFile(hostname, `${box.hostname}\n`);
  }

  async function takeOver(): Promise<void> {
    const [name, ...others] = (await readdir(config)).filter((each) => /^percloud\.ya?ml(?:\.txt)?$/i.test(each)).sort();
    if (name === undefined) return tell(undefined);
    const text = readText(await readFile(join(config, name)));
    const read = readPercloudYaml(text);
    const { settings, secrets, lineOf } = read;
    const mistakes: Mistake[] = [...read.mistakes, ...others.map((other): Mistake => ({ kind: 'several', path: [], about: other }))];
    if (settings.timeZone !== undefined && !(await isZone(settings.timeZone))) {
      const path = ['timeZone'];
      mistakes.push({ kind: 'wrong', path, line: lineOf(path), about: settings.timeZone });
      delete settings.timeZone;
    }
    const forgotten = await applySettings(settings, { dataDir, hashPassword });
    mistakes.push(...forgotten.map((mistake) => ({ ...mistake, line: lineOf(mistake.path) })));
    say(
      mistakes.length === 0
        ? `${name} was read, and is taken over`
        : `mistakes in ${name}: ${mistakes.length}, explained in ${mistakesFile} beside it`,
    );
    // Of a file that can't be read, its language often can.
    const wanted = languageSchema.safeParse(/^language:[ \t]*["']?(\w\w)/m.exec(text)?.[1]).data;
    const language = wanted ?? (await readBoxSettings(dataDir)).language ?? 'en';
    await tell(mistakes.length > 0 ? renderMistakes(mistakes, { file: name, language }) : undefined);
    if (secrets.length > 0) await change((directory) => replaceFile(join(directory, name), scrub(text, secrets)), config);
  }

  /** Changes nothing where the list says the same already. */
  async function tell(words: string | undefined): Promise<void> {
    const before = await readFile(join(config, mistakesFile), 'utf8').catch(() => undefined);
    if (before === words) return;
    const file = (directory: string) => join(directory, mistakesFile);
    await change((directory) => (words === undefined ? removeFile(file(directory)) : replaceFile(file(directory), words)), config);
  }

  async function isZone(name: string): Promise<boolean> {
    return stat(join(zones, name)).then(
      (found) => found.isFile(),
      () => false,
    );
  }
}
