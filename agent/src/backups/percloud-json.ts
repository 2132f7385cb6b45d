import { displayNameSchema, personNameSchema } from '@percloud/contract/people';
import { appSlugSchema, catalogAppIdSchema, languageSchema, percloudSlugSchema, timeSchema } from '@percloud/contract/words';
import { z } from 'zod';
import { Problem } from '../problem.ts';

/** A newer one is not read; an older one always is. */
export const percloudFormat = 1;

const id = z.string().regex(/^[a-z0-9]{20}$/);
const text = z.string().max(500);
const hashSchema = z.string().regex(/^[A-Za-z0-9+/=_-]{20,200}$/);

/**
 * A percloud's rows, as they lie in each of its backups (`percloud.json`) beside `apps/<id>`. An export, never live state. What is
 * unknown is left out, so that a later version may add to it.
 */
export const percloudJsonSchema = z.object({
  format: z.literal(percloudFormat),
  percloud: z.object({ id, slug: percloudSlugSchema, name: text, createdAt: text }),
  people: z.array(
    z.object({ id, name: personNameSchema, displayName: displayNameSchema, language: languageSchema, passwordHash: text, createdAt: text }),
  ),
  grants: z.array(
    z.object({ id, person: id, role: z.enum(['owner', 'member', 'helper']), endsAt: timeSchema.nullable(), createdAt: timeSchema }),
  ),
  apps: z.array(
    z.object({
      id,
      slug: appSlugSchema,
      catalogApp: catalogAppIdSchema,
      program: text,
      version: text,
      publisherKey: text.nullable(),
      publisherName: text.nullable(),
      channel: z.enum(['stable', 'beta']),
      automaticUpdates: z.boolean().default(false),
      desired: z.enum(['running', 'stopped']),
      installedAt: text,
      settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    }),
  ),
  appPasswords: z.array(z.object({ id, app: id, person: id, device: displayNameSchema, hash: hashSchema, createdAt: timeSchema })),
});
export type PercloudJson = z.infer<typeof percloudJsonSchema>;

/** Throws `backup-too-new` for what a later version wrote, `backup-damaged` for what is none or not all of it. */
export function parsePercloud(text: string): PercloudJson {
  try {
    return parse(JSON.parse(text));
  } catch (error) {
    throw error instanceof Problem ? error : new Problem('backup-damaged', { cause: error });
  }
}

function parse(json: unknown): PercloudJson {
  const format = typeof json === 'object' && json !== null && 'format' in json ? json.format : undefined;
  if (typeof format === 'number' && format > percloudFormat) throw new Problem('backup-too-new');
  return percloudJsonSchema.parse(json);
}
