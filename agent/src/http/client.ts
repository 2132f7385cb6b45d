import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** From where a browser calls: what rate limits count by and what a session remembers. */
export interface ClientFacts {
  address: string;
  userAgent: string;
}

/** Caddy puts the address it saw last; what stands before it the client may have made up. */
export function clientOf({ headers }: { headers: FastifyRequest['headers'] }): ClientFacts {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',');
  const address = forwarded.split(',').at(-1)?.trim() || 'local';
  return { address, userAgent: headers['user-agent'] ?? '' };
}

export const Client = createParamDecorator((_: unknown, context: ExecutionContext) =>
  clientOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
