import { Injectable } from '@nestjs/common';
import type { Disk } from '@percloud/contract/box';
import { disksAmong, diskUnder, type Disk as RealDisk } from '@percloud/hardware/disks';
import { listBlockDevices } from '@percloud/hardware/lsblk';
import { readSmart, type Smart } from '@percloud/hardware/smart';
import { Host } from '../host/host.module.ts';
import { remembered } from './remembered.ts';

const tenMinutesMs = 10 * 60 * 1000;

export type HoldingDisk = RealDisk & Pick<Disk, 'holds'>;

/** The disks of the machine, and what each says of itself. */
@Injectable()
export class BoxDisks {
  /** By device. A disk that fails may think about it for long; one that sleeps is not woken, and says nothing. */
  readonly smartOf: (device: string) => Promise<Smart> = remembered(tenMinutesMs, readSmart);

  constructor(private readonly host: Host) {}

  async list(): Promise<HoldingDisk[]> {
    const devices = await listBlockDevices();
    const [data, system] = [diskUnder(this.host.dataDir, devices), diskUnder('/', devices)];
    return disksAmong(devices).map((disk) => ({
      ...disk,
      holds: [...(disk.device === data ? ['data' as const] : []), ...(disk.device === system ? ['system' as const] : [])],
    }));
  }
}
