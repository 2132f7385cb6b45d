import { z } from 'zod';
import { appEndpoints } from './apps.ts';
import { catalogEndpoints } from './catalog.ts';
import { endpoint } from './endpoint.ts';
import { eventEndpoints } from './events.ts';
import { operationEndpoints } from './operations.ts';
import { peopleEndpoints } from './people.ts';

const boxEndpoints = {
  getHealth: endpoint('GET', '/health', {
    role: 'anyone',
    summary: 'Whether the agent answers.',
    response: z.object({ ok: z.literal(true), version: z.string() }),
  }),
  getOpenApi: endpoint('GET', '/openapi.json', { role: 'anyone', summary: 'This API as OpenAPI 3.1.', stream: 'application/json' }),
};

/** The endpoint table: the whole API, by operation id. */
export const api = { ...boxEndpoints, ...peopleEndpoints, ...operationEndpoints, ...catalogEndpoints, ...appEndpoints, ...eventEndpoints };
export type Api = typeof api;
