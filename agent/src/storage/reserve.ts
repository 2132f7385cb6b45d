import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { promisify } from 'node:util';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Host } from '../host/host.module.ts';
import { type HostConfig, paths } from '../host/host-config.ts';
import { Log } from '../log/log.ts';
import { asProblem, causes } from '../problem.ts';

const exec = promisify(execFile);
const lookEveryMs = 1_000;
const pieceBytes = 8 * 1024 ** 2;
const mostPieces = 16;
/** Less than this and the next sign-in may find no room for its row. */
const tightBytes = 4 * 1024 ** 2;
/** So much stays free when pieces are made again: a disk that is nearly full must not go to and fro. */
const comfortableBytes = 64 * 1024 ** 2;

type Disk = Pick<HostConfig, 'dataDir' | 'runDir'>;

function freeBytes(disk: Disk): number {
  const { bavail, bsize } = statfsSync(disk.dataDir);
  return bavail * bsize;
}

function piecesOf(disk: Disk): string[] {
  const directory = paths(disk).reserve;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return readdirSync(directory).map((name) => `${directory}/${name}`);
}

/** On a full disk one piece of the reserve is given up. Also before an agent starts that could not open its database otherwise. */
export function makeRoom(disk: Disk): boolean {
  if (freeBytes(disk) >= tightBytes) return false;
  const [piece] = piecesOf(disk);
  if (piece) rmSync(piece);
  return piece !== undefined;
}

/**
 * Room on the data disk that no app can take, so that on a full one people can still sign in, stop what fills it, and empty the bin.
 * It is given up piece by piece, and only when something is asked of the agent: whoever writes without pause would take it all.
 */
@Injectable()
export class Reserve implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Host) private readonly host: Disk,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap() {
    this.timer = setInterval(() => void this.refill(), lookEveryMs).unref();
  }

  onApplicationShutdown() {
    clearInterval(this.timer);
  }

  /** Whether what failed like this is worth another try at once. */
  makesRoomFor(error: unknown): boolean {
    if (asProblem(error).code !== 'disk-full' || !makeRoom(this.host)) return false;
    this.log.logger.warn({ left: piecesOf(this.host).length }, 'the disk is full: a piece of the reserve was given up');
    return true;
  }

  private async refill() {
    try {
      const { blocks, bsize } = statfsSync(this.host.dataDir);
      const wanted = Math.min(mostPieces, Math.floor((blocks * bsize) / 8 / pieceBytes));
      const present = piecesOf(this.host);
      const all = Array.from({ length: wanted }, (_, index) => `${paths(this.host).reserve}/${index}`);
      const missing = all.filter((path) => !present.includes(path));
      if (freeBytes(this.host) < missing.length * pieceBytes + comfortableBytes) return;
      for (const path of missing) await exec('fallocate', ['--length', String(pieceBytes), path]);
    } catch (error) {
      this.log.logger.warn({ causes: causes(error) }, 'the reserve was not made');
    }
  }
}
