import { finished } from 'node:stream/promises';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { type ProblemCode, problems } from '@percloud/contract/problems';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Log } from '../log/log.ts';
import { asProblem, causes, Problem } from '../problem.ts';

const drainMs = 2_000;

/** Whatever was thrown leaves as a problem document; causes stay in the log. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost) {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const problem = asProblem(fromFramework(error));
    if (problems[problem.code].status >= 500) {
      const request = http.getRequest<FastifyRequest>();
      this.log.logger.error(
        { request: request.id, code: problem.code, causes: causes(problem), stack: innermostStack(problem) },
        'request failed',
      );
    }
    if (reply.sent || reply.raw.headersSent) reply.raw.destroy();
    else if (problem.code === 'too-large') void received(http.getRequest<FastifyRequest>()).then(() => sendProblem(reply, problem));
    else sendProblem(reply, problem);
  }
}

/** Who is still sending would lose the answer with the connection: what they send is thrown away, for as long as we are willing to wait. */
async function received({ raw }: FastifyRequest) {
  raw.resume();
  await finished(raw, { signal: AbortSignal.timeout(drainMs), writable: false }).catch(() => undefined);
}

export function sendProblem(reply: FastifyReply, problem: Problem) {
  const seconds = problem.parts.values?.seconds;
  if (seconds !== undefined) reply.header('retry-after', String(seconds));
  const document = problem.toDocument();
  reply.code(document.status).header('cache-control', 'no-store').type('application/problem+json').send(JSON.stringify(document));
}

const codeByStatus: Record<number, ProblemCode> = { 400: 'malformed-json', 404: 'not-found', 413: 'too-large', 415: 'unsupported-type' };

/** Nest and Fastify name what a client did wrong by status: before a request reaches a controller there are only these. */
export function fromFramework(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Problem) return error;
  const status = error instanceof HttpException ? error.getStatus() : 'statusCode' in error ? Number(error.statusCode) : 500;
  const code = codeByStatus[status];
  return code ? new Problem(code, { cause: error }) : error;
}

function innermostStack(error: Error): string | undefined {
  return error.cause instanceof Error ? innermostStack(error.cause) : error.stack;
}
