import type { Setting, SettingValue, SettingValues } from './settings-form.ts';
import type { Language } from './words.ts';

/** What is wrong with a value. The panel translates by `rule` and fills `limit`; `message` is the same in English. */
export interface SettingProblem {
  path: string;
  message: string;
  rule: SettingRule;
  limit?: number | string;
}
export const settingRules = [
  'unknown',
  'needed',
  'text',
  'no-control-characters',
  'too-short',
  'too-long',
  'pattern',
  'number',
  'too-small',
  'too-big',
  'yes-or-no',
  'choice',
] as const;
export type SettingRule = (typeof settingRules)[number];
type Broken = Omit<SettingProblem, 'path'>;

/** Whether a value fits a pattern as a whole. */
export type Matches = (pattern: string, value: string) => boolean;
const matchesWhole: Matches = (pattern, value) => new RegExp(`^(?:${pattern})$`, 'u').test(value);

/** What stands there before anybody chose; in English for whoever asks without a language. */
export function defaultOf(setting: Setting, language: Language = 'en'): SettingValue | undefined {
  const start = 'default' in setting ? setting.default : undefined;
  return typeof start === 'object' ? start[language] : start;
}

/**
 * Checks values against a form. Pure; used by the panel while a person types and by the agent before it acts.
 * Returns the values with defaults filled in (password settings included: the caller separates them), or the problems by `settings.<name>`.
 * `kept` names password settings that already have a value: they may stay empty. `matches`: the agent's own, which can't be kept busy.
 */
export function checkSettings(
  form: readonly Setting[],
  given: SettingValues,
  kept: readonly string[] = [],
  matches: Matches = matchesWhole,
): { values: SettingValues; problems: SettingProblem[] } {
  const values: SettingValues = {};
  const problems: SettingProblem[] = [];
  const wrong = (setting: string, broken: Broken) => problems.push({ path: `settings.${setting}`, ...broken });
  for (const key of Object.keys(given))
    if (!form.some((setting) => setting.name === key)) wrong(key, { rule: 'unknown', message: 'This app has no such setting.' });
  for (const setting of form) {
    const value = given[setting.name] ?? defaultOf(setting);
    if (value === undefined || value === '') {
      if (setting.required && !kept.includes(setting.name)) wrong(setting.name, { rule: 'needed', message: 'This is needed.' });
      else if (value === '' && setting.type === 'text') values[setting.name] = '';
      continue;
    }
    const broken = checkValue(setting, value, matches);
    if (broken) wrong(setting.name, broken);
    else values[setting.name] = value;
  }
  return { values, problems };
}

function checkValue(setting: Setting, value: SettingValue, matches: Matches): Broken | undefined {
  switch (setting.type) {
    case 'text':
      if (typeof value !== 'string') return { rule: 'text', message: 'This has to be text.' };
      if (/\p{Cc}/u.test(value))
        return { rule: 'no-control-characters', message: 'Line breaks and invisible characters can’t be used here.' };
      if (setting.min_length !== undefined && value.length < setting.min_length) return tooShort(setting.min_length);
      if (setting.max_length !== undefined && value.length > setting.max_length)
        return { rule: 'too-long', limit: setting.max_length, message: `At most ${setting.max_length} characters, please.` };
      if (setting.pattern && !matches(setting.pattern, value))
        return { rule: 'pattern', message: setting.pattern_hint?.en ?? 'This doesn’t look right.' };
      return undefined;
    case 'password':
      if (typeof value !== 'string') return { rule: 'text', message: 'This has to be text.' };
      return value.length < setting.min_length ? tooShort(setting.min_length) : undefined;
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return { rule: 'number', message: 'This has to be a number.' };
      if (setting.min !== undefined && value < setting.min)
        return { rule: 'too-small', limit: setting.min, message: `Not less than ${setting.min}, please.` };
      if (setting.max !== undefined && value > setting.max)
        return { rule: 'too-big', limit: setting.max, message: `Not more than ${setting.max}, please.` };
      return undefined;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : { rule: 'yes-or-no', message: 'This is either yes or no.' };
    case 'choice': {
      const offered = setting.choices.map((choice) => choice.value);
      return offered.some((choice) => choice === value)
        ? undefined
        : { rule: 'choice', limit: offered.join(', '), message: `One of these, please: ${offered.join(', ')}.` };
    }
  }
}

const tooShort = (limit: number): Broken => ({ rule: 'too-short', limit, message: `At least ${limit} characters, please.` });
