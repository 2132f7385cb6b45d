import { setTimeout as sleep } from 'node:timers/promises';
import type { AppDetail } from '@percloud/contract/apps';
import type { Target } from '@percloud/contract/backups';
import type { Operation } from '@percloud/contract/operations';
import { run } from '../../src/host/run.ts';
import type { BackupOwner } from '../backups/backup-owner.ts';
import type { Installation } from '../installation.ts';
import { Kept, type State } from './kept.ts';

/** What can happen to an app. Numbers choose among what there is then. */
export type Event =
  | { do: 'write'; lines: number }
  | { do: 'upgrade' | 'configure' | 'stop-and-start' | 'bin-and-back' | 'backup'; cut?: number }
  | { do: 'roll-back' | 'bring-back'; to: number; cut?: number }
  | { do: 'power-cut' | 'kill-container' };

const releases = ['1.0.0', '1.1.0'];
const moment = 60_000;

/** One probe's life, and beside it what its owner was told is stored. */
export class Life {
  private probe: AppDetail | undefined;
  private kept = new Kept();
  private lines = 0;
  private readonly box: Installation;
  private readonly owner: BackupOwner;
  private readonly target: Target;

  constructor(box: Installation, owner: BackupOwner, target: Target) {
    this.box = box;
    this.owner = owner;
    this.target = target;
  }

  /** An app of its own, which nothing happened to. */
  async beginAnew() {
    for (const { id } of await this.owner.apps()) await this.end('removeApp', id);
    this.probe = await this.owner.install('probe', { version: '1.0.0', slug: `probe-${Date.now().toString(36)}` });
    this.kept = new Kept();
    await this.owner.open(this.probe);
  }

  async live(events: readonly Event[]) {
    for (const event of events) await this.happen(event);
    await this.check(events);
  }

  private async happen(event: Event) {
    switch (event.do) {
      case 'write':
        for (let left = event.lines; left > 0; left -= 1) await this.write();
        return;
      case 'power-cut':
        await this.box.restartAgent();
        return;
      case 'kill-container':
        // One may have ended meanwhile.
        for (const container of await this.containers()) await run('docker', ['kill', container]).catch(() => undefined);
        return;
      case 'backup':
        await this.change(() => this.box.root.call('makeBackup', { params: this.placeParams() }), event.cut);
        return;
      default:
        await this.changeApp(event);
    }
  }

  private async changeApp(event: Exclude<Event, { do: 'write' | 'power-cut' | 'kill-container' | 'backup' }>) {
    const { root } = this.box;
    const { id, version, settings, snapshots } = await this.app();
    const params = this.owner.params(id);
    const { cut } = event;
    switch (event.do) {
      case 'upgrade': {
        const next = releases[releases.indexOf(version) + 1];
        if (next) await this.change(() => root.call('upgradeApp', { params, body: { version: next } }), cut);
        return;
      }
      case 'configure': {
        const body = { settings: { ...settings, count: (Number(settings.count) % 10) + 1 } };
        return this.change(() => root.call('configureApp', { params, body }), cut);
      }
      case 'stop-and-start':
        await this.change(() => root.call('stopApp', { params }), cut);
        return this.change(() => root.call('startApp', { params }));
      case 'bin-and-back':
        await this.change(() => root.call('removeApp', { params }), cut);
        if ((await this.app()).status === 'in-bin') await this.change(() => root.call('restoreApp', { params }));
        return;
      case 'roll-back': {
        const snapshot = snapshots[event.to % Math.max(snapshots.length, 1)];
        if (!snapshot) return;
        return this.change(() => root.call('rollbackApp', { params, body: { snapshot: snapshot.id } }), cut, this.kept.of(snapshot.id));
      }
      case 'bring-back': {
        const backups = (await this.owner.backups(this.target)).filter(({ apps }) => apps.some((one) => one.id === id));
        const backup = backups[event.to % Math.max(backups.length, 1)];
        if (!backup) return;
        const body = { app: id, as: 'now' } as const;
        const restore = () => root.call('restoreAppFromBackup', { params: { ...this.placeParams(), backup: backup.id }, body });
        return this.change(restore, cut, this.kept.of(backup.id));
      }
    }
  }

  /** `cut`: so many milliseconds after it began the power goes. `becomes`: what the app holds when it succeeded. */
  private async change(begin: () => Promise<Operation>, cut?: number, becomes?: State) {
    const before = this.kept.now();
    const started = await begin();
    if (cut !== undefined) {
      await sleep(cut);
      await this.box.restartAgent();
    }
    const { status, kind, problem } = await this.owner.ended(started);
    if (status !== 'succeeded') throw new Error(`${kind} ${status}: ${JSON.stringify(problem)}`);
    this.kept.copied([...(await this.app()).snapshots, ...(await this.owner.backups(this.target))], before);
    if (becomes) this.kept.become(becomes);
  }

  private async write() {
    this.lines += 1;
    const line = `line ${this.lines}`;
    const acknowledged = await this.owner.write(await this.app(), line);
    this.kept.wrote(line, acknowledged);
  }

  /** All that was acknowledged is there, in its order, and nothing nobody wrote. */
  private async check(events: readonly Event[]) {
    const until = Date.now() + moment;
    for (;;) {
      const read = await this.owner.read(await this.app()).catch((error: unknown) => String(error));
      const wrong = typeof read === 'string' ? read : this.kept.wrongIn(read);
      if (wrong === undefined) return;
      if (typeof read !== 'string' || Date.now() > until) throw new Error(`${wrong}\nafter ${JSON.stringify(events)}`);
      await sleep(50);
    }
  }

  private end(verb: 'removeApp', app: string) {
    return this.box.root.call(verb, { params: this.owner.params(app) }).then((started) => this.owner.ended(started));
  }

  private app() {
    if (!this.probe) throw new Error('nothing is installed yet');
    return this.owner.app(this.probe.id);
  }

  private placeParams() {
    return { percloud: this.owner.percloud, target: this.target.id };
  }

  private async containers(): Promise<string[]> {
    const filter = `label=org.percloud.app=${(await this.app()).id}`;
    return (await run('docker', ['ps', '--quiet', '--filter', filter])).split('\n').filter(Boolean);
  }
}
