import { z } from 'zod';
import { textSchema } from './words.ts';

/** What an app asks the owner before it is installed, and lets them change later. */
const common = {
  label: textSchema,
  /** One sentence under the field. */
  help: textSchema.optional(),
  required: z.boolean().default(false),
};
const name = z.string().regex(/^[a-z][a-z0-9_]{0,30}$/, 'small letters, digits and _ only');

export const settingSchema = z.discriminatedUnion('type', [
  z.strictObject({
    name,
    type: z.literal('text'),
    ...common,
    default: z.string().optional(),
    min_length: z.number().int().optional(),
    max_length: z.number().int().max(10_000).optional(),
    /** A regular expression for the whole value, and a person's words for it. */
    pattern: z.string().optional(),
    pattern_hint: textSchema.optional(),
  }),
  /** A secret the owner chooses. Kept as a file, never shown again. */
  z.strictObject({ name, type: z.literal('password'), ...common, min_length: z.number().int().default(10) }),
  z.strictObject({
    name,
    type: z.literal('number'),
    ...common,
    default: z.number().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    step: z.number().optional(),
  }),
  z.strictObject({ name, type: z.literal('boolean'), ...common, default: z.boolean().default(false) }),
  z.strictObject({
    name,
    type: z.literal('choice'),
    ...common,
    default: z.string().optional(),
    choices: z.array(z.strictObject({ value: z.string().min(1), label: textSchema })).min(2),
  }),
]);
export type Setting = z.infer<typeof settingSchema>;

export const settingValueSchema = z.union([z.string().max(10_000), z.number(), z.boolean()]);
export const settingValuesSchema = z.record(z.string().max(40), settingValueSchema);
export type SettingValue = z.infer<typeof settingValueSchema>;
export type SettingValues = Record<string, SettingValue>;

export interface SettingProblem {
  path: string;
  message: string;
}

/**
 * Checks values against a form. Pure; used by the panel while a person types and by the agent before it acts.
 * Returns the values with defaults filled in (password settings included: the caller separates them), or the problems by `settings.<name>`.
 * `kept` names password settings that already have a value: they may stay empty.
 */
export function checkSettings(
  form: readonly Setting[],
  given: SettingValues,
  kept: readonly string[] = [],
): { values: SettingValues; problems: SettingProblem[] } {
  const values: SettingValues = {};
  const problems: SettingProblem[] = [];
  const wrong = (setting: string, message: string) => problems.push({ path: `settings.${setting}`, message });
  for (const key of Object.keys(given)) if (!form.some((setting) => setting.name === key)) wrong(key, 'This app has no such setting.');
  for (const setting of form) {
    const value = given[setting.name] ?? ('default' in setting ? setting.default : undefined);
    if (value === undefined || value === '') {
      if (setting.required && !kept.includes(setting.name)) wrong(setting.name, 'This is needed.');
      else if (value === '' && setting.type === 'text') values[setting.name] = '';
      continue;
    }
    const message = checkValue(setting, value);
    if (message) wrong(setting.name, message);
    else values[setting.name] = value;
  }
  return { values, problems };
}

function checkValue(setting: Setting, value: SettingValue): string | undefined {
  switch (setting.type) {
    case 'text':
      if (typeof value !== 'string') return 'This has to be text.';
      if (/\p{Cc}/u.test(value)) return 'Line breaks and control characters can’t be used here.';
      if (setting.min_length !== undefined && value.length < setting.min_length)
        return `At least ${setting.min_length} characters, please.`;
      if (setting.max_length !== undefined && value.length > setting.max_length) return `At most ${setting.max_length} characters, please.`;
      if (setting.pattern && !new RegExp(`^(?:${setting.pattern})$`, 'u').test(value))
        return setting.pattern_hint?.en ?? 'This doesn’t look right.';
      return undefined;
    case 'password':
      if (typeof value !== 'string') return 'This has to be text.';
      return value.length < setting.min_length ? `At least ${setting.min_length} characters, please.` : undefined;
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return 'This has to be a number.';
      if (setting.min !== undefined && value < setting.min) return `Not less than ${setting.min}, please.`;
      if (setting.max !== undefined && value > setting.max) return `Not more than ${setting.max}, please.`;
      return undefined;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'This is either yes or no.';
    case 'choice':
      return setting.choices.some((choice) => choice.value === value)
        ? undefined
        : `One of these, please: ${setting.choices.map((choice) => choice.value).join(', ')}.`;
  }
}
