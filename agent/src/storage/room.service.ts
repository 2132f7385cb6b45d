import { statfsSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import type { Room as RoomView } from '@percloud/contract/health';
import { Host } from '../host/host.module.ts';
import type { Caller } from '../http/caller.ts';

/** Room on the disk that holds people's data. */
@Injectable()
export class Room {
  constructor(private readonly host: Host) {}

  async viewFor(_caller: Caller): Promise<RoomView> {
    const { blocks, bavail, bsize } = statfsSync(this.host.dataDir);
    const [totalBytes, freeBytes] = [blocks * bsize, bavail * bsize];
    return { totalBytes, freeBytes, measuredAt: new Date().toISOString(), apps: [], otherBytes: totalBytes - freeBytes };
  }
}
