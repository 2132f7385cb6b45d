import { writeSync } from 'node:fs';
import { Global, Injectable, Module } from '@nestjs/common';
import { type Logger, pino } from 'pino';

/** Pino's own stream blocks the process until the line is written: on a full disk for ever. */
const standardOutput = {
  write(line: string) {
    try {
      writeSync(1, line);
    } catch {
      // Whoever comes to make room needs the agent more than this line.
    }
  },
};

/** Structured, one line each, to standard output. Nothing that could be a secret is ever handed to it: no bodies, cookies, settings. */
@Injectable()
export class Log {
  readonly logger: Logger = pino(
    {
      level: process.env.PERCLOUD_LOG_LEVEL ?? 'info',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['headers.authorization', 'headers.cookie', '*.password', '*.secret'],
    },
    standardOutput,
  );
}

@Global()
@Module({ providers: [Log], exports: [Log] })
export class LogModule {}
