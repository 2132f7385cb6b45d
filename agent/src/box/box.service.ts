import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Box, Disk } from '@percloud/contract/box';
import { readNetworkCards, readUsbNames } from '@percloud/hardware/connections';
import { DockerEngine } from '../gateways/docker.ts';
import { Host } from '../host/host.module.ts';
import { BoxDisks, type HoldingDisk } from './box-disks.ts';
import { boxName } from './box-name.ts';
import { KnownBoard } from './known-board.ts';
import { remembered } from './remembered.ts';
import { readVersions } from './versions.ts';

const tenMinutesMs = 10 * 60 * 1000;
/** A disk that fails may think for long; the page does not wait for it, and learns a little later. */
const smartPatienceMs = 1_000;
const notYetKnown = { health: 'unknown', temperatureCelsius: null } as const;

/** The machine as its operator sees it. */
@Injectable()
export class BoxService {
  private readonly versions = remembered(tenMinutesMs, () => readVersions(this.host.version, this.docker));

  constructor(
    private readonly host: Host,
    private readonly docker: DockerEngine,
    private readonly board: KnownBoard,
    private readonly disks: BoxDisks,
  ) {}

  async get(): Promise<Box> {
    const [{ board, sensorFile }, disks, versions] = await Promise.all([this.board.get(), this.readDisks(), this.versions('')]);
    const { warmCelsius = 0, hotCelsius = 0, limitCelsius = 0 } = board?.temperature ?? {};
    const { machine } = this.board;
    return {
      ...machine,
      hostname: boxName(this.host),
      kind: this.host.kind,
      board: board?.drawing ?? null,
      temperature: sensorFile === undefined ? null : { warmCelsius, hotCelsius, limitCelsius },
      startedAt: machine.startedAt.toISOString(),
      versions,
      disks,
      networkCards: readNetworkCards(),
      usbDevices: readUsbNames(),
    };
  }

  /** Undefined: there is no sensor we know of. */
  async sensorFile(): Promise<string | undefined> {
    return (await this.board.get()).sensorFile;
  }

  private async readDisks(): Promise<Disk[]> {
    return Promise.all((await this.disks.list()).map(async (disk) => ({ ...disk, ...(await this.healthOf(disk)) })));
  }

  private async healthOf({ kind, device }: HoldingDisk): Promise<Pick<Disk, 'health' | 'temperatureCelsius'>> {
    if (kind === 'virtual') return notYetKnown;
    const { health, temperatureCelsius } = await Promise.race([
      this.disks.smartOf(device),
      sleep(smartPatienceMs, notYetKnown, { ref: false }),
    ]);
    return { health, temperatureCelsius };
  }
}
