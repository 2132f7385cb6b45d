import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  Header,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
} from '@nestjs/common';
import type { Endpoint, ResponseOf } from '@percloud/contract/endpoint';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';
import type { Caller as CallerFacts } from './caller.ts';
import { statusOf } from './open-api.ts';
import { parseInput } from './parse-input.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the access guard. */
    caller?: CallerFacts;
  }
}

/** Where the contract has no response, a method just ends or writes a stream. */
type Answer<E> = ResponseOf<E> extends undefined ? unknown : ResponseOf<E> | Promise<ResponseOf<E>>;
type Handler<E> = (...parts: never[]) => Answer<E>;
type HandlerDecorator<E> = <T extends Handler<E>>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<T>) => void;

const endpointKey = Symbol('endpoint');

/** This method answers that row of the endpoint table; path, method, status, role and validation all come from the row. */
export const Handles = <E extends Endpoint>(endpoint: E): HandlerDecorator<E> =>
  applyDecorators(
    RequestMapping({ path: endpoint.path, method: RequestMethod[endpoint.method] }),
    HttpCode(statusOf(endpoint)),
    Header('cache-control', 'no-store'),
    ...(endpoint.stream ? [Header('content-type', contentTypes[endpoint.stream])] : []),
    SetMetadata(endpointKey, endpoint),
  );

const contentTypes: Record<NonNullable<Endpoint['stream']>, string> = {
  'text/event-stream': 'text/event-stream',
  'text/plain': 'text/plain; charset=utf-8',
  'image/svg+xml': 'image/svg+xml',
  'application/json': 'application/json; charset=utf-8',
  'application/octet-stream': 'application/octet-stream',
};

export function endpointOf(context: ExecutionContext): Endpoint {
  const endpoint: Endpoint | undefined = Reflect.getMetadata(endpointKey, context.getHandler());
  // A handler without a row in the table has no role: nobody may call it.
  if (!endpoint) throw new Problem('not-found');
  return endpoint;
}

/** Params, query and body, parsed by the endpoint's schemas: `InputOf<typeof api.installApp>`. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) =>
  parseInput(endpointOf(context), context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Who calls: a `KnownCaller`, or any `Caller` where the endpoint's role is `anyone`. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!caller) throw new Error('The access guard did not run');
  return caller;
});
