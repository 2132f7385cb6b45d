import type { z } from 'zod';

/**
 * Who may call an endpoint.
 * - `anyone`: no session needed (claiming, signing in, the box's greeting)
 * - `person`: anybody signed in; the answer is filtered to what they may see
 * - `member`, `helper`, `owner`: at least this grant on the percloud named by `:percloud`
 *   (owner includes helper, helper includes member)
 * - `operator`: looks after the box
 * - `root`: only root's own command line, over the agent's own socket; no session has it
 */
export type Role = 'anyone' | 'person' | 'member' | 'helper' | 'owner' | 'operator' | 'root';
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface EndpointParts {
  role: Role;
  /** One sentence for the API documentation. */
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Absent: 204 without a body. `stream` answers write the response themselves. */
  response?: z.ZodType;
  status?: 200 | 201 | 202 | 204;
  stream?: 'text/event-stream' | 'text/plain' | 'image/svg+xml' | 'application/json' | 'application/octet-stream';
}

export type Endpoint<P extends EndpointParts = EndpointParts> = P & { method: Method; path: string };

/** One row of the endpoint table: client, validation, role check and OpenAPI all follow from it. Paths are below `/api`. */
export const endpoint = <const P extends EndpointParts>(method: Method, path: `/${string}`, parts: P): Endpoint<P> => ({
  ...parts,
  method,
  path,
});

type Part<E, K extends string> = E extends { [key in K]: infer S extends z.ZodType } ? { [key in K]: z.output<S> } : unknown;
type PartIn<E, K extends string> = E extends { [key in K]: infer S extends z.ZodType } ? { [key in K]: z.input<S> } : unknown;

/** What a controller receives: parsed `{ params, query, body }`. */
export type InputOf<E> = Part<E, 'params'> & Part<E, 'query'> & Part<E, 'body'>;
/** What a client sends. */
export type RequestOf<E> = PartIn<E, 'params'> & PartIn<E, 'query'> & PartIn<E, 'body'>;
/** What comes back. */
export type ResponseOf<E> = E extends { response: infer S extends z.ZodType } ? z.output<S> : undefined;
