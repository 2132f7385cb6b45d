import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DockerEngine, unframe } from '../gateways/docker.ts';
import { roleIn } from '../http/may-call.ts';
import { SessionService } from '../people/session.service.ts';
import { Problem } from '../problem.ts';
import type { InstalledApp } from './app-records.ts';
import { AppView } from './app-view.ts';
import { RunningState } from './running-state.ts';

const lookEveryMs = 2_000;

/** What an app writes about itself. It may stand in there what the owner does in it: only the owner reads it. */
@Injectable()
export class AppLogs {
  constructor(
    private readonly docker: DockerEngine,
    private readonly running: RunningState,
    private readonly view: AppView,
    private readonly sessions: SessionService,
  ) {}

  /** `token`: of the session; what is followed ends with it. Undefined for root. */
  async read(app: InstalledApp, wanted: { service?: string; tail: number; follow: boolean }, token: string | undefined): Promise<Readable> {
    const { manifest } = await this.view.releaseOf(app);
    const service = wanted.service ?? manifest.web.service;
    if (!Object.hasOwn(manifest.services, service)) {
      throw new Problem('bad-input', { fields: [{ path: 'query.service', message: 'This app has no such service.', rule: 'unknown' }] });
    }
    const container = this.running.ofGeneration(app.id, app.generation).find(({ Labels }) => Labels['org.percloud.service'] === service);
    if (!container) return Readable.from([]);
    // Composed: whoever stops reading closes the stream from Docker as well, be the app ever so quiet.
    const log = (await this.docker.logs(container.Id, wanted.tail, wanted.follow)).compose<Readable>(unframe);
    if (token !== undefined) this.endWithSession(log, app, token);
    return log;
  }

  private endWithSession(log: Readable, { percloud }: InstalledApp, token: string) {
    const look = async () => {
      const caller = await this.sessions.find(token).catch(() => undefined);
      if (!caller || roleIn(caller, percloud) !== 'owner') log.destroy();
    };
    const timer = setInterval(() => void look(), lookEveryMs).unref();
    log.once('close', () => clearInterval(timer));
  }
}
