import { z } from 'zod';
import { appSchema } from './apps.ts';
import { catalogStateSchema } from './catalog.ts';
import { endpoint } from './endpoint.ts';
import { findingSchema, roomSchema, solvedFindingSchema } from './health.ts';
import { operationSchema } from './operations.ts';

/** `GET /api/events`: the present state once (`state`), then what changes. Filtered to what the person may see. */
export const eventSchemas = {
  /** Operations: the live ones and the newest 50. Apps: those in the bin included. */
  state: z.object({
    apps: z.array(appSchema),
    operations: z.array(operationSchema),
    catalog: catalogStateSchema.omit({ apps: true, machine: true }),
    findings: z.array(findingSchema),
    solved: z.array(solvedFindingSchema),
    room: roomSchema,
  }),
  app: appSchema,
  operation: operationSchema,
  catalog: catalogStateSchema.omit({ apps: true, machine: true }),
  /** All there are now, whenever one comes, changes or goes. */
  findings: z.array(findingSchema),
  /** What was bad and is over since less than a day, along with `findings`. */
  solved: z.array(solvedFindingSchema),
  /** Whenever apps were measured again or what is free changed noticeably. */
  room: roomSchema,
  /** Every 15 s, so that a dead connection is noticed. */
  alive: z.object({}),
};
export type EventName = keyof typeof eventSchemas;
export type EventOf<N extends EventName> = z.output<(typeof eventSchemas)[N]>;

export const eventEndpoints = {
  streamEvents: endpoint('GET', '/events', {
    role: 'person',
    summary: 'The present state once, then every change (server-sent events).',
    stream: 'text/event-stream',
  }),
};
