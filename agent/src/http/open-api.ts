import type { Endpoint } from '@percloud/contract/endpoint';
import { problemSchema } from '@percloud/contract/problems';
import { z } from 'zod';

/** The endpoint table as OpenAPI 3.1, whose schemas are JSON Schema 2020-12: what zod writes by itself. */
export function openApi(api: Readonly<Record<string, Endpoint>>, version: string) {
  const paths: Record<string, Record<string, object>> = {};
  for (const [operationId, endpoint] of Object.entries(api)) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][endpoint.method.toLowerCase()] = operation(operationId, endpoint);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Percloud', version, license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' } },
    servers: [{ url: '/api' }],
    paths,
    components: {
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
      responses: {
        Problem: {
          description: 'What went wrong and what to do.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-percloud' } },
    },
  };
}

function operation(operationId: string, endpoint: Endpoint) {
  const { role, summary, params, query, body } = endpoint;
  return {
    operationId,
    summary,
    'x-role': role,
    security: role === 'anyone' ? [] : [{ session: [] }],
    parameters: [...parameters('path', params), ...parameters('query', query)],
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body, 'input') } } } }),
    responses: { [statusOf(endpoint)]: answer(endpoint), default: { $ref: '#/components/responses/Problem' } },
  };
}

/** What the agent answers with when all went well. */
export const statusOf = ({ status, response, stream }: Endpoint) => status ?? (response || stream ? 200 : 204);

function answer({ response, stream, summary }: Endpoint) {
  if (stream) return { description: summary, content: { [stream]: { schema: {} } } };
  if (!response) return { description: 'Done.' };
  return { description: summary, content: { 'application/json': { schema: jsonSchema(response, 'output') } } };
}

function parameters(place: 'path' | 'query', schema: z.ZodType | undefined) {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input');
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: each,
  }));
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' });
  return rest;
}
