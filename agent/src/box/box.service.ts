import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Box, Disk } from '@percloud/contract/box';
import { type Board, findBoard, readBoards } from '@percloud/hardware/board';
import { readNetworkCards, readUsbNames } from '@percloud/hardware/connections';
import { disksAmong, diskUnder } from '@percloud/hardware/disks';
import { listBlockDevices } from '@percloud/hardware/lsblk';
import { readMachine } from '@percloud/hardware/machine';
import { readSmart, type Smart } from '@percloud/hardware/smart';
import { findSensorFile } from '@percloud/hardware/temperature';
import { DockerEngine } from '../gateways/docker.ts';
import { Host } from '../host/host.module.ts';
import { Log } from '../log/log.ts';
import { causes } from '../problem.ts';
import { boxName } from './box-name.ts';
import { remembered } from './remembered.ts';
import { readVersions } from './versions.ts';

const tenMinutesMs = 10 * 60 * 1000;
/** A disk that fails may think for long; the page does not wait for it, and learns a little later. */
const smartPatienceMs = 1_000;
const notYetKnown: Smart = { health: 'unknown', temperatureCelsius: null };

/** The machine as its operator sees it. */
@Injectable()
export class BoxService {
  private readonly machine = readMachine();
  private known: Promise<{ board?: Board; sensorFile?: string }> | undefined;
  private readonly smartOf = remembered(tenMinutesMs, readSmart);
  private readonly versions = remembered(tenMinutesMs, () => readVersions(this.host.version, this.docker));

  constructor(
    private readonly host: Host,
    private readonly docker: DockerEngine,
    private readonly log: Log,
  ) {}

  async get(): Promise<Box> {
    const [{ board, sensorFile }, disks, versions] = await Promise.all([this.knowBoard(), this.readDisks(), this.versions('')]);
    const { warmCelsius = 0, hotCelsius = 0, limitCelsius = 0 } = board?.temperature ?? {};
    return {
      ...this.machine,
      hostname: boxName(this.host),
      kind: this.host.kind,
      board: board?.drawing ?? null,
      temperature: sensorFile === undefined ? null : { warmCelsius, hotCelsius, limitCelsius },
      startedAt: this.machine.startedAt.toISOString(),
      versions,
      disks,
      networkCards: readNetworkCards(),
      usbDevices: readUsbNames(),
    };
  }

  /** Undefined: there is no sensor we know of. */
  async sensorFile(): Promise<string | undefined> {
    return (await this.knowBoard()).sensorFile;
  }

  private knowBoard() {
    this.known ??= this.findBoard();
    return this.known;
  }

  private async findBoard() {
    try {
      const board = findBoard(await readBoards(this.host.boardsDir), this.machine);
      return board ? { board, sensorFile: findSensorFile(board.temperature.sensors) } : {};
    } catch (error) {
      this.log.logger.error({ causes: causes(error) }, 'the boards were not read');
      return {};
    }
  }

  private async readDisks(): Promise<Disk[]> {
    const devices = await listBlockDevices();
    const [data, system] = [diskUnder(this.host.dataDir, devices), diskUnder('/', devices)];
    return Promise.all(
      disksAmong(devices).map(async (disk) => ({
        ...disk,
        holds: [...(disk.device === data ? ['data' as const] : []), ...(disk.device === system ? ['system' as const] : [])],
        ...(disk.kind === 'virtual'
          ? notYetKnown
          : await Promise.race([this.smartOf(disk.device), sleep(smartPatienceMs, notYetKnown, { ref: false })])),
      })),
    );
  }
}
