import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBoards } from '@percloud/hardware/board';
import { afterAll, expect, test, vi } from 'vitest';
import { machineTree } from '../../../../hardware/test/machine-tree.ts';
import type { KnownBoard } from '../../box/known-board.ts';
import { BoardHealth } from './board-health.ts';

const root = machineTree({ temperature: '61500\n', throttled: '0x0\n' });
afterAll(() => rmSync(root, { recursive: true }));
const [pi] = (await readBoards(join(import.meta.dirname, '../../../../hardware/boards'))).filter(({ id }) => id === 'raspberry-pi-4');
if (!pi) throw new Error('there is no board of a Raspberry Pi 4');

/** A Raspberry Pi 4 whose sensors are files of ours. */
const board = { ...pi, power: { supplyWatts: 15, throttling: join(root, 'throttled') } };
const lookedAt = () => new BoardHealth({ get: async () => ({ board, sensorFile: join(root, 'temperature') }) } as KnownBoard);
const say = (flags: string) => writeFileSync(join(root, 'throttled'), flags);

test('reads the thermometer against what the board can bear', async () => {
  say('0x0');
  expect(await lookedAt().look()).toEqual({
    ...{ celsius: 61.5, hotCelsius: 70, limitCelsius: 80, isSlowedByHeat: false },
    tooLittleVoltage: { lately: false, sinceStart: false, supplyWatts: 15 },
  });
});

test('a board that is slowed down for want of power is not too hot', async () => {
  say('0x50005');
  expect(await lookedAt().look()).toMatchObject({ isSlowedByHeat: false, tooLittleVoltage: { lately: true } });
  say('0x40004');
  expect(await lookedAt().look()).toMatchObject({ isSlowedByHeat: true, tooLittleVoltage: { lately: false } });
});

test('a blink of too little voltage is remembered for ten minutes, and that there was one for good', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const health = lookedAt();
  const voltage = async () => (await health.look()).tooLittleVoltage;
  say('0x10001');
  await voltage();
  say('0x10000');
  vi.advanceTimersByTime(9 * 60_000);
  expect(await voltage()).toMatchObject({ lately: true, sinceStart: true });
  vi.advanceTimersByTime(2 * 60_000);
  expect(await voltage()).toMatchObject({ lately: false, sinceStart: true });
  vi.useRealTimers();
});

test('a board nobody knows says nothing', async () => {
  const health = new BoardHealth({ get: async () => ({}) } as KnownBoard);
  expect(await health.look()).toMatchObject({ celsius: null, isSlowedByHeat: false, tooLittleVoltage: null });
});
