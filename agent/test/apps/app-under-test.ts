import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { AppDetail } from '@percloud/contract/apps';
import { buildCatalog } from '../../../app-catalog/src/build-catalog.ts';
import { nativeArchitecture } from '../../../app-catalog/src/builder.ts';
import { localCatalog } from '../../src/host/local-catalog.ts';
import { type Installation, startInstallation } from '../installation.ts';
import type { WebAnswer } from '../person.ts';
import { AppOwner } from './app-owner.ts';

interface StartOptions {
  /** One of its releases; default: the newest. */
  version?: string;
  settings?: Record<string, string | number | boolean>;
}

/** For an app's own tests, wherever it lies: builds all its releases and installs one in a Percloud of its own. `stop` removes all of it. */
export async function startApp(directory: string, options: StartOptions = {}): Promise<AppUnderTest> {
  const home = mkdtempSync(join(tmpdir(), 'percloud-app-'));
  cpSync(directory, join(home, 'apps', basename(directory)), { recursive: true });
  writeFileSync(join(home, 'catalog.yaml'), 'name: Under test\npublisher: { name: Its author }\n');
  const out = join(home, 'catalog');
  await buildCatalog({ directory: home, architecture: nativeArchitecture, out });
  const installation = await startInstallation({ catalog: await localCatalog(out) });
  const owner = await AppOwner.claim(installation);
  const app = await owner.install(basename(directory), options);
  await owner.open(app);
  return new AppUnderTest(installation, owner, app, home);
}

export class AppUnderTest {
  readonly installation: Installation;
  readonly owner: AppOwner;
  readonly url: string;
  private readonly app: AppDetail;
  private readonly home: string;

  constructor(installation: Installation, owner: AppOwner, app: AppDetail, home: string) {
    this.installation = installation;
    this.owner = owner;
    this.app = app;
    this.url = app.url;
    this.home = home;
  }

  /** As its owner's browser, signed in. */
  get(path: string): Promise<WebAnswer> {
    return this.owner.person.fetch(`${this.url}${path}`, { redirects: 5 });
  }

  /** As a form on one of its pages. */
  submit(path: string, fields: Record<string, string>): Promise<WebAnswer> {
    const headers = { origin: this.url, 'content-type': 'application/x-www-form-urlencoded' };
    return this.owner.person.fetch(`${this.url}${path}`, { method: 'POST', headers, body: `${new URLSearchParams(fields)}` });
  }

  async configure(settings: Record<string, string | number | boolean>): Promise<void> {
    await this.succeeds(this.installation.root.call('configureApp', { params: this.params, body: { settings } }));
  }

  async upgrade(version?: string): Promise<void> {
    await this.succeeds(this.installation.root.call('upgradeApp', { params: this.params, body: { version } }));
  }

  /** To the newest snapshot, data included. */
  async goBack(): Promise<void> {
    const { snapshots } = await this.owner.app(this.app.id);
    const newest = snapshots.toSorted((a, b) => b.takenAt.localeCompare(a.takenAt))[0];
    await this.succeeds(this.installation.root.call('rollbackApp', { params: this.params, body: { snapshot: newest?.id ?? '' } }));
  }

  async stop(): Promise<void> {
    await this.installation.stop();
    rmSync(this.home, { recursive: true, force: true });
  }

  private get params() {
    return this.owner.params(this.app.id);
  }

  private async succeeds(started: Promise<{ id: string }>) {
    const { status, problem } = await this.owner.ended(await started);
    if (status !== 'succeeded') throw new Error(JSON.stringify(problem));
    await this.owner.open(this.app);
  }
}
