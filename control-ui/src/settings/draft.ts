import { defaultOf } from '@percloud/contract/check-settings';
import type { Setting, SettingValue, SettingValues } from '@percloud/contract/settings-form';
import { language } from '../i18n/i18n.ts';

/** What stands in the fields of a settings form: text everywhere but in checkboxes. */
export type Draft = Readonly<Record<string, string | boolean>>;

export const draftOf = (form: readonly Setting[], values: SettingValues): Draft =>
  Object.fromEntries(form.map((setting) => [setting.name, fieldValue(setting, values[setting.name])]));

function fieldValue(setting: Setting, value: SettingValue | undefined): string | boolean {
  const start = value ?? defaultOf(setting, language());
  if (setting.type === 'boolean') return start === true;
  if (setting.type === 'choice') return String(start ?? setting.choices[0]?.value ?? '');
  return start === undefined ? '' : String(start);
}

/** What is sent. Empty passwords and numbers are left out: a kept password stays, a number takes its default. */
export function valuesOf(form: readonly Setting[], draft: Draft): SettingValues {
  const values: SettingValues = {};
  for (const setting of form) {
    const field = draft[setting.name];
    if (field === undefined) continue;
    if (field === '' && setting.type !== 'text') continue;
    values[setting.name] = setting.type === 'number' ? Number(field) : field;
  }
  return values;
}
