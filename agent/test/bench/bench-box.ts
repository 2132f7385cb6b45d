import { readFileSync } from 'node:fs';
import type { AppDetail } from '@percloud/contract/apps';
import type { Operation } from '@percloud/contract/operations';
import { appCookie, appCookieValue } from '../../src/gate/cookies.ts';
import { hashSecret } from '../../src/gate/hash-secret.ts';
import { gateViewSchema } from '../../src/gate/view.ts';
import { paths } from '../../src/host/host-config.ts';
import { AppOwner } from '../apps/app-owner.ts';
import { type Installation, type InstallationOptions, startInstallation } from '../installation.ts';
import type { Target } from './ask.ts';

const gib = 1024 ** 3;

/** The installation that everything is measured on, with its owner. */
export class BenchBox {
  readonly installation: Installation;
  readonly owner: AppOwner;
  private apps: AppDetail[] | undefined;

  constructor(installation: Installation, owner: AppOwner) {
    this.installation = installation;
    this.owner = owner;
  }

  static async start(options: InstallationOptions = {}) {
    const installation = await startInstallation({ sizeBytes: 6 * gib, ...options });
    return new BenchBox(installation, await AppOwner.claim(installation));
  }

  get root() {
    return this.installation.root;
  }

  /** A page of an app, for its owner, whose browser is signed in there already. */
  visit(slug: string, path: string): Target {
    const { host } = this.installation;
    const hostname = `${slug}-ada.${host.appDomain}`;
    const { key } = gateViewSchema.parse(JSON.parse(readFileSync(paths(host).gateView, 'utf8')));
    const cookie = `${appCookie}=${appCookieValue(Buffer.from(key, 'base64'), hashSecret(this.sessionToken), hostname)}`;
    return { address: '127.0.0.1', port: host.httpsPort, path, tls: { hostname, ca: this.ca }, cookie };
  }

  get sessionToken(): string {
    const { hostname } = this.installation.host;
    return this.owner.person.cookies.get(hostname)?.get('__Host-percloud') ?? '';
  }

  get ca() {
    return readFileSync(`${paths(this.installation.host).ca}/root.crt`);
  }

  /** The three apps that stand on the box while the agent and the gate are measured: radicale and two probes. */
  async threeApps(): Promise<AppDetail[]> {
    this.apps ??= [
      await this.owner.install('radicale'),
      await this.owner.install('probe', { slug: 'little' }),
      await this.owner.install('probe', { slug: 'much' }),
    ];
    return this.apps;
  }

  async succeeded(started: Operation): Promise<Operation> {
    const over = await this.owner.ended(started);
    if (over.status !== 'succeeded') throw new Error(`${over.kind} ${over.status}: ${JSON.stringify(over.problem)}`);
    return over;
  }

  /** Leaves the box as it was before an app was installed. */
  async delete(app: { id: string; slug: string }) {
    const params = this.owner.params(app.id);
    await this.succeeded(await this.root.call('removeApp', { params }));
    await this.succeeded(await this.root.call('deleteApp', { params, body: { confirm: app.slug } }));
  }
}
