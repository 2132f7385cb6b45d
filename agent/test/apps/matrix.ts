import { writeFileSync } from 'node:fs';
import type { AppDetail } from '@percloud/contract/apps';
import type { Operation, OperationKind } from '@percloud/contract/operations';
import { expect } from 'vitest';
import type { Fault } from '../../src/operations/faults.ts';
import type { Installation } from '../installation.ts';
import { AppOwner } from './app-owner.ts';
import { mess, type World, world } from './world.ts';

const change = [
  'create containers',
  'stop the old version',
  'take snapshot',
  'create generation',
  'create network',
  'start containers',
  'wait until healthy',
];

export interface Story {
  kind: OperationKind;
  before: string[];
  after: string[];
  /** Those of `before` that are to fail and to be killed; by itself all. */
  tried?: string[];
}

/** Every step of every operation on an app; what comes after the commit apart, because from there it only goes forward. */
export const stories: readonly Story[] = [
  {
    kind: 'app.install',
    before: [
      'reserve name',
      'pull images',
      'create generation and network',
      'start containers',
      'wait until healthy',
      'first-run setup',
      'commit',
    ],
    after: ['publish route', 'clean up'],
  },
  {
    kind: 'app.upgrade',
    before: ['pull images', 'rehearse', ...change, 'commit'],
    after: ['publish route', 'clean up'],
    // “create containers” and “create network” are those of going back, by the same code, for the same things.
    tried: [
      'pull images',
      'rehearse',
      'stop the old version',
      'take snapshot',
      'create generation',
      'start containers',
      'wait until healthy',
      'commit',
    ],
  },
  { kind: 'app.rollback', before: ['pull images', ...change, 'commit'], after: ['publish route', 'clean up'] },
  {
    kind: 'app.configure',
    before: ['pull images', ...change, 'commit'],
    after: ['publish route', 'clean up'],
    // All others are those of going back, and told with the same code.
    tried: ['create generation', 'commit'],
  },
  { kind: 'app.stop', before: ['stop the app', 'commit'], after: [] },
  { kind: 'app.start', before: ['start containers', 'commit'], after: ['publish route'] },
  { kind: 'app.restart', before: ['stop the app', 'start containers', 'commit'], after: ['publish route'] },
  { kind: 'app.remove', before: ['stop the app', 'move to bin'], after: ['publish route', 'clean up'] },
  { kind: 'app.restore', before: ['pull images', 'start containers', 'take out of bin'], after: ['publish route'] },
  { kind: 'app.delete', before: ['forget the app'], after: ['delete its data', 'clean up'] },
];

/** Tried with all tests, as most steps of the others are theirs, too; the others take some five minutes more, where they are asked for. */
const isUsual = ({ kind }: Story) => ['app.install', 'app.upgrade', 'app.remove'].includes(kind);
export const usualStories = stories.filter(isUsual);
export const furtherStories = stories.filter((story) => !isUsual(story));

/** One probe on one installation, put into the state that an operation begins with. */
export class Bench {
  readonly installation: Installation;
  readonly owner: AppOwner;
  private readonly faultsFile: string;
  private probe: AppDetail | undefined;
  private writes = 0;
  /** What the probe said is stored, of the generation it has now. */
  private acknowledged: string[] = [];

  constructor(installation: Installation, owner: AppOwner, faultsFile: string) {
    this.installation = installation;
    this.owner = owner;
    this.faultsFile = faultsFile;
  }

  ask(...faults: Fault[]) {
    writeFileSync(this.faultsFile, JSON.stringify(faults));
  }

  /** Brings about what the operation begins with, writes something into the probe, and returns the world as it then is. */
  async prepare(kind: OperationKind): Promise<World> {
    this.ask();
    await this.bringInto(kind);
    const now = await world(this.installation.host);
    expect(mess(now, this.installation.host)).toEqual([]);
    return now;
  }

  async begin(kind: OperationKind): Promise<Operation> {
    const { root } = this.installation;
    if (kind === 'app.install') {
      return root.call('installApp', {
        params: { percloud: this.owner.percloud },
        body: { catalogApp: 'probe', slug: 'second', version: '1.0.0' },
      });
    }
    const probe = this.current;
    const params = this.owner.params(probe.id);
    if (kind === 'app.upgrade') return root.call('upgradeApp', { params, body: { version: '1.1.0' } });
    if (kind === 'app.rollback') return root.call('rollbackApp', { params, body: { snapshot: probe.snapshots[0]?.id ?? '' } });
    if (kind === 'app.configure') return root.call('configureApp', { params, body: { settings: { greeting: 'hola' } } });
    if (kind === 'app.delete') return root.call('deleteApp', { params, body: { confirm: probe.slug } });
    const calls = {
      'app.start': 'startApp',
      'app.stop': 'stopApp',
      'app.restart': 'restartApp',
      'app.remove': 'removeApp',
      'app.restore': 'restoreApp',
    } as const;
    if (!(kind in calls)) throw new Error(`no call for ${kind}`);
    return root.call(calls[kind as keyof typeof calls], { params });
  }

  /** Nothing half-made or left over, and every acknowledged write is there where it should be. */
  async expectTidy(kind: OperationKind) {
    const now = await world(this.installation.host);
    expect(mess(now, this.installation.host)).toEqual([]);
    const row = (await this.owner.apps()).find(({ slug }) => slug === 'probe');
    // Going back brings the writes of that day: what was written since is in its snapshot.
    if (kind === 'app.rollback') this.acknowledged = [];
    // Nobody is asked in the bin or stopped.
    if (row?.status === 'running') expect(await this.owner.read(row)).toEqual(expect.arrayContaining(this.acknowledged));
  }

  async expectSameData() {
    const row = (await this.owner.apps()).find(({ slug }) => slug === 'probe');
    if (row?.status === 'running') expect(await this.owner.read(row)).toEqual(expect.arrayContaining(this.acknowledged));
  }

  private get current(): AppDetail {
    if (!this.probe) throw new Error('no probe is installed');
    return this.probe;
  }

  private async bringInto(kind: OperationKind) {
    const { owner } = this;
    const { root } = this.installation;
    for (const { id } of (await owner.apps()).filter(({ slug }) => slug === 'second'))
      await this.succeed(root.call('removeApp', { params: owner.params(id) }));
    for (const { id, slug } of (await owner.apps(true)).filter(({ slug }) => slug === 'second')) {
      await this.succeed(root.call('deleteApp', { params: owner.params(id), body: { confirm: slug } }));
    }
    const [binned] = await owner.apps(true);
    const [installed] = await owner.apps();
    if (!installed && !binned) {
      this.acknowledged = [];
      await owner.install('probe', { slug: 'probe', version: '1.0.0' });
    }
    const wantsBin = kind === 'app.restore' || kind === 'app.delete';
    if (binned && !wantsBin) await this.succeed(root.call('restoreApp', { params: owner.params(binned.id) }));
    await this.makeRun(kind === 'app.start' ? 'stopped' : 'running', kind);
    const [left] = await owner.apps();
    if (left && wantsBin) await this.succeed(root.call('removeApp', { params: owner.params(left.id) }));
    const [app] = [...(await owner.apps()), ...(await owner.apps(true))];
    this.probe = await owner.app(app?.id ?? '');
  }

  /** At 1.0.0 before an upgrade, with a snapshot of an earlier day before going back, with something written in any case. */
  private async makeRun(wanted: 'running' | 'stopped', kind: OperationKind) {
    const { owner } = this;
    const { root } = this.installation;
    const [app] = await owner.apps();
    if (!app) return;
    const params = owner.params(app.id);
    if (app.status === 'stopped') await this.succeed(root.call('startApp', { params }));
    const detail = await owner.app(app.id);
    if (kind === 'app.upgrade' && detail.version !== '1.0.0') {
      const old = detail.snapshots.find(({ version }) => version === '1.0.0');
      await this.succeed(root.call('rollbackApp', { params, body: { snapshot: old?.id ?? '' } }));
      this.acknowledged = [];
    }
    if (kind === 'app.rollback' && detail.snapshots.length === 0)
      await this.succeed(root.call('upgradeApp', { params, body: { version: '1.1.0' } }));
    if (kind === 'app.rollback') this.acknowledged = [];
    await owner.open(app);
    this.writes += 1;
    const line = `write ${this.writes}`;
    if (!(await owner.write(app, line))) throw new Error('the probe did not take a write');
    this.acknowledged.push(line);
    if (wanted === 'stopped') await this.succeed(root.call('stopApp', { params }));
  }

  private async succeed(started: Promise<Operation>) {
    const operation = await this.owner.ended(await started);
    if (operation.status !== 'succeeded') throw new Error(`${operation.kind}: ${JSON.stringify(operation.problem)}`);
  }
}
