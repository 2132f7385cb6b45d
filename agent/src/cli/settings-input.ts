import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Setting, SettingValue, SettingValues } from '@percloud/contract/settings-form';
import { askSecret } from './ask-secret.ts';
import { Usage } from './exit-codes.ts';

export interface SettingOptions {
  set: string[];
  secretFile: string[];
  secretStdin?: string;
}

/**
 * Settings from the command line; secrets only from a file, from stdin or typed unseen: arguments are visible to every process.
 * `kept` names secrets that have a value already: they are not asked for.
 */
export async function readSettings(
  form: readonly Setting[],
  options: SettingOptions,
  kept: readonly string[] = [],
): Promise<SettingValues> {
  const values: SettingValues = {};
  for (const [name, value] of options.set.map(splitPair)) values[name] = plainValue(find(form, name), value);
  for (const [name, path] of options.secretFile.map(splitPair))
    values[find(form, name).name] = withoutNewline(await readFile(path, 'utf8'));
  if (options.secretStdin !== undefined) values[find(form, options.secretStdin).name] = withoutNewline(await text(process.stdin));
  if (process.stdin.isTTY)
    for (const setting of form)
      if (setting.type === 'password' && setting.required && !kept.includes(setting.name) && values[setting.name] === undefined)
        values[setting.name] = await askSecret(setting.label.en);
  return values;
}

function find(form: readonly Setting[], name: string): Setting {
  const setting = form.find((one) => one.name === name);
  if (setting) return setting;
  const names = form.map((one) => one.name).join(', ');
  throw new Usage(`This app has no setting “${name}”.`, names ? `It has: ${names}` : 'It has none at all.');
}

function plainValue(setting: Setting, value: string): SettingValue {
  switch (setting.type) {
    case 'password':
      throw new Usage(
        `“${setting.name}” is a secret: in a command it could be read by others and stays in the shell’s history.`,
        `Leave it out to be asked for it, or use --secret-file ${setting.name}=PATH or --secret-stdin ${setting.name}.`,
      );
    case 'number':
      if (value.trim() === '' || !Number.isFinite(Number(value))) throw new Usage(`“${setting.name}” has to be a number.`);
      return Number(value);
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw new Usage(`“${setting.name}” is either true or false.`);
      return value === 'true';
    default:
      return value;
  }
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  if (at < 1) throw new Usage(`“${pair}” is not NAME=VALUE.`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}

export const withoutNewline = (value: string) => value.replace(/\r?\n$/, '');
