import type { Api } from '@percloud/contract/api';
import type { RequestOf, ResponseOf } from '@percloud/contract/endpoint';
import type { ProblemDocument } from '@percloud/contract/problems';
import endpointTable from './endpoint-table.ts';

export type EndpointName = keyof Api;
type Input<N extends EndpointName> = RequestOf<Api[N]>;
type Arguments<N extends EndpointName> = Record<never, never> extends Input<N> ? [input?: Input<N>] : [input: Input<N>];

/** What the agent answers when something went wrong; `unreachable` when nobody answered. */
export class ProblemError extends Error {
  readonly problem: ProblemDocument;

  constructor(problem: ProblemDocument) {
    super(`${problem.code}: ${problem.title}`);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** Calls an endpoint by its operation id: `call('installApp', { params, body })`. Throws a ProblemError. */
export async function call<N extends EndpointName>(name: N, ...[input]: Arguments<N>): Promise<ResponseOf<Api[N]>> {
  const { body, method, url } = request(name, input ?? {});
  const send = () =>
    fetch(url, {
      method,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  const response = await send()
    // A phone that changes from one network to another drops what was under way; asking again does no harm.
    .catch((error: unknown) => (method === 'GET' ? send() : Promise.reject(error)))
    .catch(() => {
      throw unreachable();
    });
  if (!response.ok) throw new ProblemError(await problemOf(response));
  // The way to the box can be lost after the headers, too.
  const text = await response.text().catch(() => {
    throw unreachable();
  });
  // An answer without a body belongs to an endpoint without a response.
  return JSON.parse(text || 'null');
}

/** The address of an endpoint that is not JSON: an icon, a log, the events. */
export const addressOf = <N extends EndpointName>(name: N, ...[input]: Arguments<N>): string => request(name, input ?? {}).url;

interface Parts {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

function request(name: EndpointName, { params = {}, query = {}, body }: Parts) {
  const [method, path] = endpointTable[name] ?? ['GET', '/'];
  const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(params[key])));
  const asked = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = asked.length === 0 ? '' : `?${new URLSearchParams(asked.map(([key, value]) => [key, String(value)]))}`;
  return { method, url: `/api${filled}${search}`, body };
}

/** While the agent restarts, Caddy answers for it, in its own words. */
async function problemOf(response: Response): Promise<ProblemDocument> {
  if (!response.headers.get('content-type')?.includes('json')) return unreachable().problem;
  const answer: unknown = await response.json().catch(() => undefined);
  return isProblem(answer) ? answer : unreachable().problem;
}

const isProblem = (answer: unknown): answer is ProblemDocument =>
  typeof answer === 'object' && answer !== null && 'code' in answer && 'remedy' in answer;

const unreachable = () =>
  new ProblemError({
    type: 'urn:percloud:problem:unreachable',
    code: 'unreachable',
    title: 'The box does not answer.',
    remedy: 'It may be restarting. Wait a moment and try again.',
    status: 503,
  });
