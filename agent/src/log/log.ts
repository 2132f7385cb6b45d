import { Global, Injectable, Module } from '@nestjs/common';
import { type Logger, pino } from 'pino';

/** Structured, one line each, to standard output. Nothing that could be a secret is ever handed to it: no bodies, cookies, settings. */
@Injectable()
export class Log {
  readonly logger: Logger = pino({
    level: process.env.PERCLOUD_LOG_LEVEL ?? 'info',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['headers.authorization', 'headers.cookie', '*.password', '*.secret'],
  });
}

@Global()
@Module({ providers: [Log], exports: [Log] })
export class LogModule {}
