import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '@percloud/contract/apps';
import { isOver, type Operation } from '@percloud/contract/operations';
import type { Language } from '@percloud/contract/words';
import type { Installation } from '../installation.ts';
import type { Person, WebAnswer } from '../person.ts';

/** An owner with their percloud, who does what the panel would and waits for its end. */
export class AppOwner {
  readonly percloud: string;
  readonly person: Person;
  private readonly installation: Installation;

  constructor(installation: Installation, person: Person, percloud: string) {
    this.installation = installation;
    this.person = person;
    this.percloud = percloud;
  }

  static async claim(installation: Installation, language?: Language): Promise<AppOwner> {
    const person = await installation.claim(undefined, undefined, language);
    const { perclouds } = await person.api.call('getMe');
    return new AppOwner(installation, person, perclouds[0]?.id ?? '');
  }

  /** Over root's socket, which does not care about Caddy; waits through restarts of the agent. */
  async ended({ id }: Pick<Operation, 'id'>, timeoutMs = 300_000): Promise<Operation> {
    const from = Date.now();
    while (Date.now() < from + timeoutMs) {
      const operation = await this.installation.root.call('getOperation', { params: { operation: id } }).catch(() => undefined);
      if (operation && isOver(operation.status)) return operation;
      // Seldom where it takes long: asking takes from what is asked about.
      await sleep(Math.min(1_000, Math.max(80, (Date.now() - from) / 20)));
    }
    throw new Error(`operation ${id} did not end:\n${(await this.installation.agent.log()).slice(-4000)}`);
  }

  async install(
    catalogApp: string,
    options: { version?: string; slug?: string; publisher?: string; settings?: Record<string, string | number | boolean> } = {},
  ) {
    const { percloud } = this;
    const started = await this.installation.root.call('installApp', { params: { percloud }, body: { catalogApp, ...options } });
    const operation = await this.ended(started);
    if (operation.status !== 'succeeded') throw new Error(`install of ${catalogApp}: ${JSON.stringify(operation.problem)}`);
    return this.app(started.subject.app ?? '');
  }

  app(app: string) {
    return this.installation.root.call('getApp', { params: { percloud: this.percloud, app } });
  }

  apps(bin = false): Promise<App[]> {
    return this.installation.root.call('listApps', { params: { percloud: this.percloud }, query: { bin: bin ? 'true' : 'false' } });
  }

  params(app: string) {
    return { percloud: this.percloud, app };
  }

  /** Writes a line into a probe, through Caddy and the gate. True: the probe said that it is stored. */
  async write(app: Pick<App, 'url'>, line: string): Promise<boolean> {
    const answer = await this.person.fetch(`${app.url}/write`, { method: 'POST', body: line }).catch(() => undefined);
    return answer?.status === 201;
  }

  async read(app: Pick<App, 'url'>): Promise<string[]> {
    const answer = await this.person.fetch(`${app.url}/all`);
    if (answer.status !== 200) throw new Error(`${app.url}/all answers ${answer.status}: ${answer.text.slice(0, 200)}`);
    return JSON.parse(answer.text).writes;
  }

  /** Opens an app in the browser once, as the panel does, so that its host name knows who they are. */
  async open(app: Pick<App, 'openUrl'>, tries = 200): Promise<WebAnswer> {
    const answer = await this.person.fetch(app.openUrl, { headers: { accept: 'text/html' }, redirects: 5 });
    // The gate hears of a new app a moment after its installation is over.
    if (answer.status !== 404) return answer;
    if (tries === 1) throw new Error(`${app.openUrl} is still not there`);
    await sleep(50);
    return this.open(app, tries - 1);
  }
}
