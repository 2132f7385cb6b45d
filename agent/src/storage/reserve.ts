import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { promisify } from 'node:util';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Host } from '../host/host.module.ts';
import { type HostConfig, paths } from '../host/host-config.ts';
import { Log } from '../log/log.ts';
import { causes } from '../problem.ts';

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
 * It is given up piece by piece: whoever writes without pause gets little at a time.
 */
@Injectable()
export class Reserve implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: Host,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap() {
    this.timer = setTimeout(() => void this.look(), lookEveryMs).unref();
  }

  onApplicationShutdown() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async look() {
    try {
      if (makeRoom(this.host))
        this.log.logger.warn({ left: piecesOf(this.host).length }, 'the disk is full: a piece of the reserve was given up');
      else await this.refill();
    } catch (error) {
      this.log.logger.warn({ causes: causes(error) }, 'could not look after the reserve');
    }
    this.timer?.refresh();
  }

  private async refill() {
    const { blocks, bsize } = statfsSync(this.host.dataDir);
    const wanted = Math.min(mostPieces, Math.floor((blocks * bsize) / 8 / pieceBytes));
    const present = piecesOf(this.host);
    const missing = Array.from({ length: wanted }, (_, index) => `${paths(this.host).reserve}/${index}`).filter(
      (path) => !present.includes(path),
    );
    if (freeBytes(this.host) < missing.length * pieceBytes + comfortableBytes) return;
    for (const path of missing) await exec('fallocate', ['--length', String(pieceBytes), path]);
  }
}
