import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { Keep } from '@percloud/contract/backups';
import type { Progress } from '@percloud/contract/operations';
import { gte } from 'semver';
import { z } from 'zod';
import { Host } from '../host/host.module.ts';
import { Problem } from '../problem.ts';
import {
  type Damage,
  damageSchema,
  entrySchema,
  forgottenSchema,
  keySchema,
  parseLine,
  progressIn,
  type ResticEntry,
  type ResticKey,
  type ResticSnapshot,
  type ResticSummary,
  snapshotSchema,
  summarySchema,
} from './restic-output.ts';
import { problemOf } from './restic-problem.ts';
import { type Repository, ResticFailed, runRestic, streamRestic } from './restic-process.ts';

interface Watched {
  signal?: AbortSignal;
  progress?: (progress: Progress) => void;
}

interface RunOptions {
  directory?: string;
  signal?: AbortSignal;
  onLine?: (line: string) => void;
  standStill?: () => Promise<boolean>;
  triesAtFirst?: number | undefined;
}

interface BackupOptions extends Watched {
  /** What lies directly in it is what is kept; its path should be the same each time, so that restic knows what has not changed. */
  directory: string;
  /** Whose: restic's “host”. */
  percloud: string;
  tags: readonly string[];
  limitBytesPerSecond?: number;
  /** Reads all of it, also what has not changed since the backup before. */
  afresh?: boolean;
  /** Paths below the directory, as patterns. */
  leaveOut?: readonly string[];
  /** Asked now and then: true as long as it has to stand still. */
  standStill?: () => Promise<boolean>;
  /** Somebody waits for it to begin. */
  hurried?: boolean;
}

/** Some ten seconds. */
const hurriedTries = 4;

export interface BackupMade {
  snapshot: string;
  files: number;
  bytes: number;
  addedBytes: number;
  /** Some files could not be read; the others are there. */
  incomplete: boolean;
}

/** Repositories, by the `restic` command. */
@Injectable()
export class Restic {
  private version: Promise<string> | undefined;

  constructor(@Inject(Host) private readonly host: Pick<Host, 'dataDir'>) {}

  /** An empty repository that the password file opens. */
  async init(repository: Repository, signal?: AbortSignal): Promise<void> {
    await this.run(repository, ['init'], { signal });
  }

  /** A further key, which opens the same data. Gives back its id, and that of the key by which it could be added. */
  async addKey(repository: Repository, passwordFile: string): Promise<{ id: string; openedBy: string | undefined }> {
    const before = await this.listKeys(repository);
    await this.run(repository, ['key', 'add', `--new-password-file=${passwordFile}`]);
    const added = (await this.listKeys(repository)).find(({ id }) => !before.some((key) => key.id === id));
    if (!added) throw new Error('restic made no key');
    return { id: added.id, openedBy: before.find(({ current }) => current)?.id };
  }

  async listKeys(repository: Repository): Promise<ResticKey[]> {
    const lines = await this.run(repository, ['key', 'list', '--json']);
    return z.array(keySchema).parse(JSON.parse(lines.join('\n')));
  }

  async removeKey(repository: Repository, id: string): Promise<void> {
    await this.run(repository, ['key', 'remove', id]);
  }

  async list(repository: Repository, signal?: AbortSignal): Promise<ResticSnapshot[]> {
    // Reading needs no lock, and goes on while a backup is made.
    const lines = await this.run(repository, ['snapshots', '--json', '--no-lock'], { signal });
    return z.array(snapshotSchema).parse(JSON.parse(lines.join('\n')) ?? []);
  }

  async backup(repository: Repository, options: BackupOptions): Promise<BackupMade> {
    const { directory, percloud, tags, signal, progress, limitBytesPerSecond, afresh, leaveOut = [], standStill, hurried } = options;
    const limit = limitBytesPerSecond ? [`--limit-upload=${Math.max(1, Math.round(limitBytesPerSecond / 1024))}`] : [];
    const args = [
      'backup',
      '--json',
      `--host=${percloud}`,
      ...tags.map((tag) => `--tag=${tag}`),
      ...limit,
      ...(afresh ? ['--force'] : []),
      ...leaveOut.map((path) => `--exclude=${path}`),
      '.',
    ];
    let summary: ResticSummary | undefined;
    const onLine = (line: string) => {
      const said = parseLine(line);
      summary = summarySchema.safeParse(said).data ?? summary;
      const far = progressIn(said);
      if (far) progress?.(far);
    };
    // Exit 3: some files were unreadable; restic still kept the others.
    const incomplete = await this.run(repository, args, {
      directory,
      signal,
      onLine,
      standStill,
      triesAtFirst: hurried ? hurriedTries : undefined,
    }).then(
      () => false,
      (error: unknown) => {
        if (error instanceof Problem && error.cause instanceof ResticFailed && error.cause.exitCode === 3) return true;
        throw error;
      },
    );
    if (!summary) throw new Error('restic made no summary of the backup');
    const { snapshot_id: snapshot, data_added: addedBytes, total_files_processed: files, total_bytes_processed: bytes } = summary;
    return { snapshot, files, bytes, addedBytes, incomplete };
  }

  /** With owners and times, into a directory; `include`: only what lies there, at the same place. */
  async restore(
    repository: Repository,
    snapshot: string,
    target: string,
    { include, signal, progress }: Watched & { include?: string } = {},
  ): Promise<void> {
    // A pattern to restic.
    const only = include === undefined ? [] : [`--include=${include.replace(/[\\*?[]/g, '\\$&')}`];
    const onLine = (line: string) => {
      const far = progressIn(parseLine(line));
      if (far) progress?.(far);
    };
    // Before 0.16 restic told nothing on its way.
    const json = (await this.isAtLeast('0.16.0')) ? ['--json'] : [];
    await this.run(repository, ['restore', snapshot, `--target=${target}`, '--no-lock', ...only, ...json], { signal, onLine });
  }

  /** What the files below a folder of a snapshot come to, in bytes. */
  async sizeOf(repository: Repository, snapshot: string, folder: string, signal?: AbortSignal): Promise<number> {
    let sum = 0;
    const onLine = (line: string) => {
      sum += entrySchema.safeParse(parseLine(line)).data?.size ?? 0;
    };
    await this.run(repository, ['ls', '--json', '--no-lock', '--recursive', snapshot, folder], { signal, onLine });
    return sum;
  }

  /** What lies directly in a folder of a snapshot. */
  async ls(repository: Repository, snapshot: string, folder: string): Promise<ResticEntry[]> {
    const lines = await this.run(repository, ['ls', '--json', '--no-lock', snapshot, folder]);
    const entries = lines.flatMap((line) => entrySchema.safeParse(parseLine(line)).data ?? []);
    return entries.filter(({ path }) => dirname(path) === folder);
  }

  /** A file as it is, a folder as a tar archive. */
  dump(repository: Repository, snapshot: string, path: string): Readable {
    return streamRestic(['dump', '--no-lock', ...this.opening(repository), snapshot, path], repository.environment, problemOf);
  }

  /** Lets go of what the rule does not keep of a percloud's, and gives back the others. The last three stay, be they of one day. */
  async forget(repository: Repository, percloud: string, keep: Keep, signal?: AbortSignal): Promise<ResticSnapshot[]> {
    const rule = [`--keep-daily=${keep.daily}`, `--keep-weekly=${keep.weekly}`, `--keep-monthly=${keep.monthly}`, '--keep-last=3'];
    const lines = await this.run(repository, ['forget', '--json', `--host=${percloud}`, '--group-by=host', ...rule], { signal });
    const list = lines.find((line) => line.startsWith('['));
    return forgottenSchema.parse(list === undefined ? [] : JSON.parse(list)).flatMap(({ keep }) => keep);
  }

  async remove(repository: Repository, ...snapshots: readonly string[]): Promise<void> {
    await this.run(repository, ['forget', ...snapshots]);
  }

  /** Gives room back that nothing needs any more; reads and writes much. `writingLittle`: only what goes as a whole, where there is no room. */
  async prune(repository: Repository, { signal, writingLittle }: { signal?: AbortSignal; writingLittle?: boolean } = {}): Promise<void> {
    await this.run(repository, ['prune', ...(writingLittle ? ['--max-repack-size=0'] : [])], { signal });
  }

  /** Structure, and the given part of all data: `5%`, `1/12`. */
  async check(repository: Repository, subset: string, signal?: AbortSignal): Promise<void> {
    await this.run(repository, ['check', `--read-data-subset=${subset}`], { signal });
  }

  /** Whether damage can be told by pack, and mended. */
  canMend(): Promise<boolean> {
    return this.isAtLeast('0.18.0');
  }

  /** Reads all there is. `packs`: in which something is not as it was written. */
  async findDamage(repository: Repository, signal?: AbortSignal): Promise<Damage> {
    let damage: Damage | undefined;
    const onLine = (line: string) => {
      damage = damageSchema.safeParse(parseLine(line)).data ?? damage;
    };
    await this.run(repository, ['check', '--read-data', '--json'], { signal, onLine }).catch((error: unknown) => {
      // That it found something is no failure of the look. Restic sums up also where it could not look at all.
      if (!(error instanceof Problem && error.code === 'backup-damaged')) throw error;
    });
    if (!damage) throw new Error('restic did not say what it found');
    return damage;
  }

  /** From the packs that are there. */
  async mendIndex(repository: Repository, signal?: AbortSignal): Promise<void> {
    await this.run(repository, ['repair', 'index'], { signal });
  }

  /** What is well in these packs is written anew, and they are taken away. Copies of them are left in `directory`. */
  async mendPacks(repository: Repository, packs: readonly string[], directory: string, signal?: AbortSignal): Promise<void> {
    await this.run(repository, ['repair', 'packs', ...packs], { directory, signal });
  }

  /**
   * Of snapshots in which something is that is nowhere any more others are made, tagged `repaired`: its files are shorter by the pieces that
   * are lost. Those they were made of stay.
   */
  async mendSnapshots(repository: Repository, signal?: AbortSignal): Promise<void> {
    await this.run(repository, ['repair', 'snapshots'], { signal });
  }

  /** Snapshots of which nothing can be read are let go, too. */
  async letGoOfLost(repository: Repository, signal?: AbortSignal): Promise<void> {
    await this.run(repository, ['repair', 'snapshots', '--forget'], { signal });
  }

  private async isAtLeast(wanted: string): Promise<boolean> {
    this.version ??= runRestic(['version'], {}).then(([line = '']) => /restic (\d+\.\d+\.\d+)/.exec(line)?.[1] ?? '0.0.0');
    return gte(await this.version, wanted);
  }

  private opening({ addressFile, passwordFile, keyHint, certificateFile, options = [] }: Repository): string[] {
    const cache = `${this.host.dataDir}/backups/cache`;
    const common = [`--repository-file=${addressFile}`, `--password-file=${passwordFile}`, `--cache-dir=${cache}`];
    const trusted = certificateFile ? [`--cacert=${certificateFile}`] : [];
    const hint = keyHint ? [`--key-hint=${keyHint}`] : [];
    // Restic reads an option as a row of CSV.
    return [...common, ...hint, ...trusted, ...options.flatMap((option) => ['-o', `"${option.replaceAll('"', '""')}"`])];
  }

  private async run(repository: Repository, args: readonly string[], options: RunOptions = {}): Promise<string[]> {
    try {
      return await this.runOnce(repository, args, options);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'backup-locked') throw error;
      // Locks whose owner is dead, or silent for half an hour, are taken away; those of the living stay.
      await this.runOnce(repository, ['unlock'], { signal: options.signal });
      return this.runOnce(repository, args, options);
    }
  }

  private async runOnce(repository: Repository, args: readonly string[], options: RunOptions): Promise<string[]> {
    try {
      // Restic tells how far it is only where it is told to, as long as nobody sits at a terminal.
      const environment = { RESTIC_PROGRESS_FPS: '2', ...repository.environment };
      // Work that can be ended has time; without a signal somebody waits for the answer.
      const triesAtMost = options.signal ? undefined : hurriedTries;
      return await runRestic([...args, ...this.opening(repository)], { ...options, environment, triesAtMost });
    } catch (error) {
      throw error instanceof ResticFailed ? problemOf(error) : error;
    }
  }
}
