import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isOnBattery } from './power-supplies.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'percloud-power-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function plug(name: string, files: Record<string, string>) {
  const directory = join(root, 'sys/class/power_supply', name);
  mkdirSync(directory, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), `${text}\n`);
}

test('a machine without any battery is not on one', () => {
  expect(isOnBattery(root)).toBe(false);
  plug('AC', { type: 'Mains', online: '0' });
  expect(isOnBattery(root)).toBe(false);
});

test.each([
  ['a laptop', { type: 'Battery', scope: 'System' }],
  ['a UPS', { type: 'UPS' }],
])('%s is while it discharges', (_, supply) => {
  for (const [status, is] of [
    ['Full', false],
    ['Charging', false],
    ['Discharging', true],
  ] as const) {
    plug('BAT0', { ...supply, status });
    expect([status, isOnBattery(root)]).toEqual([status, is]);
  }
});

test('the battery of a mouse is its own affair', () => {
  plug('hid-battery', { type: 'Battery', scope: 'Device', status: 'Discharging' });
  expect(isOnBattery(root)).toBe(false);
});
