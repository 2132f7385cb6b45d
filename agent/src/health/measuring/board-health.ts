import { Injectable } from '@nestjs/common';
import { readCelsius } from '@percloud/hardware/temperature';
import { readThrottling } from '@percloud/hardware/throttling';
import { KnownBoard } from '../../box/known-board.ts';

export interface BoardState {
  /** Of the processor; null: the board has no sensor we know of, or it does not answer. */
  celsius: number | null;
  hotCelsius: number;
  limitCelsius: number;
  /** The firmware slows the board down, and not for want of power. */
  isSlowedByHeat: boolean;
  /** Whether the power supply gave too little; null: this board can't tell. */
  tooLittleVoltage: { lately: boolean; sinceStart: boolean; supplyWatts: number } | null;
}

/** Too little voltage comes in blinks, when something draws much: between two of them the trouble is not over. */
const latelyMs = 10 * 60_000;

/** How warm the board is and whether it gets the power it needs: as its sensors and its firmware say. */
@Injectable()
export class BoardHealth {
  private lowVoltageSeenMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly board: KnownBoard) {}

  async look(): Promise<BoardState> {
    const { board, sensorFile } = await this.board.get();
    const throttling = board && readThrottling(board);
    if (throttling?.tooLittleVoltage.now) this.lowVoltageSeenMs = performance.now();
    const lately = performance.now() - this.lowVoltageSeenMs < latelyMs;
    return {
      celsius: readCelsius(sensorFile),
      hotCelsius: board?.temperature.hotCelsius ?? Number.POSITIVE_INFINITY,
      limitCelsius: board?.temperature.limitCelsius ?? Number.POSITIVE_INFINITY,
      isSlowedByHeat: throttling?.throttled.now === true && !throttling.tooLittleVoltage.now,
      tooLittleVoltage:
        throttling && board.power
          ? { lately, sinceStart: throttling.tooLittleVoltage.sinceStart, supplyWatts: board.power.supplyWatts }
          : null,
    };
  }
}
