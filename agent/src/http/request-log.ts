import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** One line a request: what was asked and how it ended. Paths without their query, which may carry what a person typed. */
export function logRequests(fastify: FastifyInstance, log: Logger) {
  fastify.addHook('onResponse', (request, reply, done) => {
    log.debug(
      {
        request: request.id,
        method: request.method,
        path: request.url.split('?')[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        caller: request.caller?.kind === 'person' ? request.caller.id : request.caller?.kind,
      },
      'request',
    );
    done();
  });
}
