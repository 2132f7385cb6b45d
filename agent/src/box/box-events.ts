import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { boxEventSchemas } from '@percloud/contract/box';
import { readCounters } from '@percloud/hardware/counters';
import { ratesBetween } from '@percloud/hardware/rates';
import { readCelsius } from '@percloud/hardware/temperature';
import type { FastifyReply } from 'fastify';
import { Audience } from '../events/audience.ts';
import { Changes } from '../events/changes.ts';
import type { KnownCaller } from '../http/caller.ts';
import { Log } from '../log/log.ts';
import { SessionService } from '../people/session.service.ts';
import { causes } from '../problem.ts';
import { BoxService } from './box.service.ts';
import { History } from './history.ts';

const watchedMs = 2_000;
/** While nobody watches, so that the chart has a past when somebody does. */
const unwatchedMs = 30_000;
/** A stick plugged in is seen after so long. */
const boxMs = 10_000;

/** Looks at the machine and tells those who watch. */
@Injectable()
export class BoxEvents implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly audience: Audience<typeof boxEventSchemas>;
  private readonly history = new History();
  private before = readCounters();
  private timer: NodeJS.Timeout | undefined;
  private boxTimer: NodeJS.Timeout | undefined;
  private told = '';

  constructor(
    private readonly box: BoxService,
    private readonly log: Log,
    sessions: SessionService,
    changes: Changes,
  ) {
    this.audience = new Audience(boxEventSchemas, sessions, log, changes);
  }

  onApplicationBootstrap() {
    this.lookLater();
    this.boxTimer = setInterval(() => void this.tellBox(), boxMs).unref();
  }

  beforeApplicationShutdown() {
    clearTimeout(this.timer);
    clearInterval(this.boxTimer);
    this.audience.end();
  }

  open(caller: KnownCaller, token: string | undefined, reply: FastifyReply) {
    return this.audience.open(caller, token, reply, async () => {
      const box = await this.box.get();
      // A look after a blink would see nothing but chance.
      if (performance.now() - this.before.atMs > watchedMs) await this.look();
      this.lookLater();
      return { box, history: this.history.samples };
    });
  }

  private lookLater() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), this.audience.size > 0 ? watchedMs : unwatchedMs).unref();
  }

  private async look() {
    try {
      const temperatureCelsius = readCelsius(await this.box.sensorFile());
      const counters = readCounters();
      const sample = {
        at: new Date().toISOString(),
        ...ratesBetween(this.before, counters),
        memoryUsedBytes: counters.memoryUsedBytes,
        temperatureCelsius,
      };
      this.before = counters;
      this.history.add(sample);
      this.audience.tell('sample', 'sample', sample);
    } catch (error) {
      this.log.logger.warn({ causes: causes(error) }, 'the machine was not looked at');
    }
    this.lookLater();
  }

  private async tellBox() {
    if (this.audience.size === 0) return;
    try {
      const box = await this.box.get();
      const text = JSON.stringify(box);
      if (text !== this.told) this.audience.tell('box', 'box', box);
      this.told = text;
    } catch (error) {
      this.log.logger.warn({ causes: causes(error) }, 'the machine was not read');
    }
  }
}
