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

function isPattern(text: string) {
  try {
    return new RegExp(`^(?:${text})$`, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/** One for everybody, or one for each language: "My blog" is no name for a Spanish one. */
const defaultSchema = z.union([z.string(), textSchema]);

export const settingSchema = z.discriminatedUnion('type', [
  z.strictObject({
    name,
    type: z.literal('text'),
    ...common,
    default: defaultSchema.optional(),
    min_length: z.number().int().optional(),
    max_length: z.number().int().max(10_000).optional(),
    /** A regular expression for the whole value, and a person's words for it. Short, for what makes it ready to be tried can't be interrupted. */
    pattern: z.string().max(500).refine(isPattern, 'is not a regular expression').optional(),
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
    default: defaultSchema.optional(),
    choices: z.array(z.strictObject({ value: z.string().min(1), label: textSchema })).min(2),
  }),
]);
export type Setting = z.infer<typeof settingSchema>;

export const settingValueSchema = z.union([z.string().max(10_000), z.number(), z.boolean()]);
export const settingValuesSchema = z.record(z.string().max(40), settingValueSchema);
export type SettingValue = z.infer<typeof settingValueSchema>;
export type SettingValues = Record<string, SettingValue>;

// Lives apart so that the panel can load it without zod.
