import { z } from 'zod';
import { appEndpoints } from './apps.ts';
import { backupEndpoints } from './backups.ts';
import { boxEndpoints } from './box.ts';
import { boxCareEndpoints } from './box-care.ts';
import { catalogEndpoints } from './catalog.ts';
import { catalogSourceEndpoints } from './catalogs.ts';
import { endpoint } from './endpoint.ts';
import { eventEndpoints } from './events.ts';
import { healthEndpoints } from './health.ts';
import { notificationEndpoints } from './notifications.ts';
import { operationEndpoints } from './operations.ts';
import { peopleEndpoints } from './people.ts';
import { recoveryEndpoints } from './recovery.ts';
import { resourceEndpoints } from './resources.ts';

const agentEndpoints = {
  getHealth: endpoint('GET', '/health', {
    role: 'anyone',
    summary: 'Whether the agent answers.',
    response: z.object({ ok: z.literal(true), version: z.string() }),
  }),
  getOpenApi: endpoint('GET', '/openapi.json', { role: 'anyone', summary: 'This API as OpenAPI 3.1.', stream: 'application/json' }),
};

/** The endpoint table: the whole API, by operation id. */
export const api = {
  ...agentEndpoints,
  ...peopleEndpoints,
  ...operationEndpoints,
  ...catalogEndpoints,
  ...catalogSourceEndpoints,
  ...appEndpoints,
  ...resourceEndpoints,
  ...eventEndpoints,
  ...boxEndpoints,
  ...boxCareEndpoints,
  ...healthEndpoints,
  ...backupEndpoints,
  ...recoveryEndpoints,
  ...notificationEndpoints,
};
export type Api = typeof api;
