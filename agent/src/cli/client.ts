import { type Api, api } from '@percloud/contract/api';
import type { Endpoint, EndpointParts, RequestOf, ResponseOf } from '@percloud/contract/endpoint';
import { type ProblemDocument, problemSchema } from '@percloud/contract/problems';
import { type Answer, requestOverSocket } from '../host/socket-request.ts';

export interface ApiRequest {
  method: string;
  path: string;
  body?: unknown;
}

/** The agent said no, in its own words. */
export class Refused extends Error {
  readonly problem: ProblemDocument;

  constructor(problem: ProblemDocument) {
    super(problem.title);
    this.name = 'Refused';
    this.problem = problem;
  }
}

/** Nobody answered at all. */
export class Unreachable extends Error {}

type Input<N extends keyof Api> = RequestOf<Api[N]>;
type Arguments<N extends keyof Api> = Record<never, never> extends Input<N> ? [input?: Input<N>] : [input: Input<N>];

/** The endpoint table as functions, over whatever carries requests to an agent. */
export class ApiClient {
  private readonly send: (request: ApiRequest) => Promise<Answer>;

  constructor(send: (request: ApiRequest) => Promise<Answer>) {
    this.send = send;
  }

  async call<N extends keyof Api>(name: N, ...[input]: Arguments<N>): Promise<ResponseOf<Api[N]>> {
    const endpoint: Endpoint<EndpointParts> = api[name];
    const answer = await this.send(renderRequest(endpoint, input ?? {}));
    if (answer.status >= 400) throw new Refused(readProblem(answer));
    // The table itself says which type this endpoint's schema parses to.
    return endpoint.response?.parse(JSON.parse(answer.text)) as ResponseOf<Api[N]>;
  }
}

interface Parts {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

export function renderRequest({ method, path }: Endpoint<EndpointParts>, { params = {}, query = {}, body }: Parts): ApiRequest {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const asked = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const search = asked.length === 0 ? '' : `?${new URLSearchParams(asked)}`;
  return { method, path: `/api${filled}${search}`, body };
}

export const socketClient = (socketPath: string) =>
  new ApiClient(({ method, path, body }) =>
    requestOverSocket(socketPath, method, path, body).catch((error: unknown) => {
      throw new Unreachable('Percloud does not answer on this machine.', { cause: error });
    }),
  );

export function readProblem(answer: Answer): ProblemDocument {
  try {
    return problemSchema.parse(JSON.parse(answer.text));
  } catch {
    throw new Unreachable(`Percloud gave an answer that makes no sense (status ${answer.status}).`);
  }
}
