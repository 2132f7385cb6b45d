import { languageSchema, textSchema, timeSchema } from '@percloud/contract/words';
import { z } from 'zod';

/**
 * All the gate knows: rendered by the agent, written by rename, re-read by the gate whenever it changes.
 * Every hash is `hashSecret` of a high-entropy secret as the client sends it.
 */
const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
/** A path prefix that matches whole segments: `/dav` is `/dav` and `/dav/…`, never `/david`. */
const prefixSchema = z.string().startsWith('/');

export const gateViewSchema = z.strictObject({
  version: z.literal(1),
  /** 32 random bytes, base64, kept for the installation's life: changing it signs everybody out of every app host. */
  key: z.base64().length(44),
  /** `https://percloud.localhost:8443`; apps are reached by the same port. */
  panelOrigin: z.url(),
  sessions: z.array(z.strictObject({ idHash: hashSchema, person: z.string(), expiresAt: timeSchema })),
  /** `name` is what apps are told as X-Remote-User, and the user of app passwords. */
  people: z.array(z.strictObject({ id: z.string(), name: z.string().regex(/^[a-z][a-z0-9._-]*$/), language: languageSchema })),
  apps: z.array(
    z.strictObject({
      id: z.string(),
      /** Without port. */
      host: z.string(),
      title: textSchema,
      state: z.enum(['open', 'closed']),
      /** Why it is closed; null when open. */
      reason: z.enum(['stopped', 'busy', 'starting', 'broken']).nullable(),
      public: z.array(prefixSchema),
      /** Below public ones, yet not public: the longest prefix decides. */
      private: z.array(prefixSchema).default([]),
      devices: z.array(prefixSchema),
      /** Who may pass; `until` is when the grant ends by itself. */
      people: z.array(z.strictObject({ id: z.string(), until: timeSchema.nullable() })),
    }),
  ),
  appPasswords: z.array(z.strictObject({ id: z.string(), app: z.string(), person: z.string(), hash: hashSchema })),
});
export type GateView = z.infer<typeof gateViewSchema>;
export type GateApp = GateView['apps'][number];

/** `last-used.json`, written by the gate: app password id → when it was last used. Only shown; no row keeps it. */
export const lastUsedSchema = z.record(z.string(), timeSchema);
export type LastUsed = z.infer<typeof lastUsedSchema>;
