import 'reflect-metadata';
import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { AgentModule } from './agent.module.ts';
import { Host } from './host/host.module.ts';
import { readHostConfig } from './host/host-config.ts';
import { sendProblem } from './http/problem.filter.ts';
import { logRequests } from './http/request-log.ts';
import { listen } from './http/sockets.ts';
import { lockInstance } from './instance-lock.ts';
import { Log } from './log/log.ts';
import { nestLog } from './log/nest-log.ts';
import { causes, Problem } from './problem.ts';
import { makeRoom } from './storage/reserve.ts';

const bodyLimitBytes = 1024 * 1024;

/** Returns when both sockets answer. Exits by itself on SIGTERM. */
export async function startAgent() {
  const host = readHostConfig();
  makeRoom(host);
  const lock = lockInstance(host.dataDir);
  const app = await createAgent();
  const log = app.get(Log).logger;
  const fastify = app.getHttpAdapter().getInstance();
  const servers = await listen(app.get(Host), fastify.routing);
  log.info({ startedInMs: Math.round(performance.now()) }, 'agent answers');

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'agent stops');
    // Operations are journalled: whatever runs is resumed by the next start.
    for (const server of servers) server.close();
    await app.close().catch((error: unknown) => log.error({ causes: causes(error) }, 'stopping failed'));
    for (const server of servers) server.closeAllConnections();
    lock.release();
    process.exit(0);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}

export async function createAgent(): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    // Addresses no route could have: broken escapes, endless parts.
    frameworkErrors: (cause: unknown, _: unknown, reply: FastifyReply) => sendProblem(reply, new Problem('not-found', { cause })),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AgentModule, adapter, { bufferLogs: true, bodyParser: false });
  const log = app.get(Log).logger;
  app.useLogger(nestLog(log));
  const fastify = app.getHttpAdapter().getInstance();
  // JSON is the only thing read; a form could be posted by any web page.
  fastify.removeContentTypeParser('text/plain');
  await app.register(fastifyCookie);
  logRequests(fastify, log);
  app.setGlobalPrefix('api');
  await app.init();
  await fastify.ready();
  return app;
}
