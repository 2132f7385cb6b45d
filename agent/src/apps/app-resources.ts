import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { type Resources, resourceEventSchemas } from '@percloud/contract/resources';
import type { FastifyReply } from 'fastify';
import { EventStream } from '../events/event-stream.ts';
import { DockerEngine } from '../gateways/docker.ts';
import { type ContainerCounters, findCounters } from '../gateways/docker-stats.ts';
import type { KnownCaller } from '../http/caller.ts';
import { roleIn } from '../http/may-call.ts';
import { Log } from '../log/log.ts';
import { SessionService } from '../people/session.service.ts';
import { causes } from '../problem.ts';
import { AppRecords, type InstalledApp } from './app-records.ts';
import { RunningState } from './running-state.ts';

const everyMs = 2_000;
type Counters = ReadonlyMap<string, ContainerCounters>;

/** What an app takes of the machine, looked at only while somebody watches. */
@Injectable()
export class AppResources implements BeforeApplicationShutdown {
  private readonly closing = new AbortController();

  constructor(
    private readonly docker: DockerEngine,
    private readonly running: RunningState,
    private readonly records: AppRecords,
    private readonly sessions: SessionService,
    private readonly log: Log,
  ) {}

  beforeApplicationShutdown() {
    this.closing.abort();
  }

  /** `token`: of the session; the stream ends with it. Undefined for root. */
  async stream(app: InstalledApp, caller: KnownCaller, token: string | undefined, reply: FastifyReply) {
    const left = new AbortController();
    reply.raw.on('close', () => left.abort());
    reply.hijack();
    const stream = new EventStream(resourceEventSchemas, reply.raw);
    stream.begin({});
    try {
      await this.tell(app, caller, token, stream, AbortSignal.any([left.signal, this.closing.signal]));
    } catch (error) {
      if (!left.signal.aborted && !this.closing.signal.aborted)
        this.log.logger.warn({ app: app.id, causes: causes(error) }, 'resources not read');
    } finally {
      stream.end();
    }
  }

  private async tell(
    app: InstalledApp,
    caller: KnownCaller,
    token: string | undefined,
    stream: EventStream<typeof resourceEventSchemas>,
    over: AbortSignal,
  ) {
    let before: Counters = new Map();
    while (!over.aborted) {
      const now = await this.look(app.id);
      stream.offer('resources', 'resources', resourcesBetween(before, now, new Date()));
      before = now;
      await sleep(everyMs, undefined, { signal: over });
      const still = token === undefined ? caller : await this.sessions.find(token);
      if (!still || !roleIn(still, app.percloud)) return;
    }
  }

  /** By service; a change gives the app other containers while it is watched. */
  private async look(id: string): Promise<Counters> {
    const app = await this.records.findInstalled(id);
    const containers = app ? this.running.ofGeneration(id, app.generation).filter(({ State }) => State === 'running') : [];
    const looks = containers.map(async ({ Id, Labels }) => {
      const counters = await findCounters(this.docker, Id);
      return counters ? [[Labels['org.percloud.service'] ?? '', counters] as const] : [];
    });
    return new Map((await Promise.all(looks)).flat());
  }
}

export function resourcesBetween(before: Counters, now: Counters, at: Date): Resources {
  const services = [...now].map(([name, { memoryBytes, memoryLimitBytes, ...counters }]) => ({
    name,
    memoryBytes,
    memoryLimitBytes,
    processor: shareBetween(before.get(name), counters),
  }));
  return { at: at.toISOString(), services: services.sort((a, b) => a.name.localeCompare(b.name)) };
}

type Processor = Pick<ContainerCounters, 'processorNanoseconds' | 'machineNanoseconds'>;

/** A container that was made anew counts from zero: that is no difference to tell. */
function shareBetween(before: Processor | undefined, now: Processor): number | null {
  if (!before || now.processorNanoseconds < before.processorNanoseconds) return null;
  const machine = now.machineNanoseconds - before.machineNanoseconds;
  return machine > 0 ? Math.min((now.processorNanoseconds - before.processorNanoseconds) / machine, 1) : null;
}
