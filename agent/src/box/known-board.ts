import { Injectable } from '@nestjs/common';
import { type Board, findBoard, readBoards } from '@percloud/hardware/board';
import { readMachine } from '@percloud/hardware/machine';
import { findSensorFile } from '@percloud/hardware/temperature';
import { Host } from '../host/host.module.ts';
import { Log } from '../log/log.ts';
import { causes } from '../problem.ts';

interface Known {
  board?: Board;
  /** Undefined: there is no sensor we know of. */
  sensorFile?: string;
}

/** Which board this machine is, looked for once. */
@Injectable()
export class KnownBoard {
  readonly machine = readMachine();
  private known: Promise<Known> | undefined;

  constructor(
    private readonly host: Host,
    private readonly log: Log,
  ) {}

  get(): Promise<Known> {
    this.known ??= this.find();
    return this.known;
  }

  private async find(): Promise<Known> {
    try {
      const board = findBoard(await readBoards(this.host.boardsDir), this.machine);
      return board ? { board, sensorFile: findSensorFile(board.temperature.sensors) } : {};
    } catch (error) {
      this.log.logger.error({ causes: causes(error) }, 'the boards were not read');
      return {};
    }
  }
}
