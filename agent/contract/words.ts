import { z } from 'zod';

/** The panel's languages. English is always there; it is what the others fall back to. */
export const languages = ['en', 'es', 'it'] as const;
export const languageSchema = z.enum(languages);
export type Language = z.infer<typeof languageSchema>;

/** The first of the browser's languages that we speak. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '').split(',').map((each) => each.trim().slice(0, 2).toLowerCase());
  return wanted.map((each) => languages.find((language) => language === each)).find((language) => language !== undefined) ?? 'en';
}

const words = z.string().min(1).max(5_000);
/** A text in the three languages. Limited, for hundreds of them are shown and searched at once. */
export const textSchema = z.strictObject({ en: words, es: words, it: words });
export type Text = z.infer<typeof textSchema>;

/** Opaque ids: 20 lower-case letters and digits, never reused. */
export const idSchema = z.string().regex(/^[a-z0-9]{20}$/, 'is not an id');
/** A percloud's name in host names. No dash: `<app>-<percloud>` is then never ambiguous. */
export const percloudSlugSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]{0,24}$/, 'starts with a letter; small letters and digits only, 25 at most');
/** An app's name in host names. */
export const appSlugSchema = z
  .string()
  .regex(/^[a-z](?:[a-z0-9]|-(?!-)){0,22}[a-z0-9]$/, 'starts with a letter; small letters, digits and single dashes, 24 at most');
export const catalogAppIdSchema = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, 'is not an app of a catalog');
/** A host name or an address. Neither an option for a program, nor a second line of a configuration. */
export const computerNameSchema = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/, 'is not the name or address of a computer');
/** Sha256 as OCI writes it. */
export const digestSchema = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'is not a sha256 digest');
export const timeSchema = z.iso.datetime();
