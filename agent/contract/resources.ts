import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { idSchema, timeSchema } from './words.ts';

/** What an app takes of the machine right now. */
export const resourcesSchema = z.object({
  at: timeSchema,
  /** Those that run. */
  services: z.array(
    z.object({
      name: z.string(),
      /** Without what the kernel would give back at once: files it only keeps at hand. */
      memoryBytes: z.number().int().nonnegative(),
      memoryLimitBytes: z.number().int().nonnegative(),
      /** Of the whole machine, 0 to 1, since the look before; null the first time. */
      processor: z.number().min(0).max(1).nullable(),
    }),
  ),
});
export type Resources = z.infer<typeof resourcesSchema>;

/** `GET /api/perclouds/:percloud/apps/:app/resources`: a look every two seconds. */
export const resourceEventSchemas = { resources: resourcesSchema };

export const resourceEndpoints = {
  streamAppResources: endpoint('GET', '/perclouds/:percloud/apps/:app/resources', {
    role: 'member',
    summary: 'Memory and processor an app takes, every two seconds (server-sent events).',
    params: z.object({ percloud: idSchema, app: idSchema }),
    stream: 'text/event-stream',
  }),
};
