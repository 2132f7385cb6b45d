import { expect, test } from 'vitest';
import { parseSmart, readSmart } from './smart.ts';

// The parts of smartctl's reports that are read, as smartmontools 7 writes them.
test.each([
  ['an NVMe disk', { smart_status: { passed: true, nvme: { value: 0 } }, temperature: { current: 35 } }, 'good', 35],
  ['a hard disk that fails', { smart_status: { passed: false }, temperature: { current: 41 } }, 'failing', 41],
  ['one without a thermometer', { smart_status: { passed: true }, temperature: { current: 0 } }, 'good', null],
  [
    'one that sleeps',
    { smartctl: { exit_status: 2, messages: [{ string: 'Device is in STANDBY mode, exit(2)', severity: 'information' }] } },
    'unknown',
    null,
  ],
  [
    'a USB bridge it does not know',
    { smartctl: { exit_status: 1, messages: [{ string: 'Unknown USB bridge', severity: 'error' }] } },
    'unknown',
    null,
  ],
])('%s', (_, report, health, temperatureCelsius) => {
  expect(parseSmart(JSON.stringify(report))).toEqual({ health, temperatureCelsius });
});

test('without smartctl, or when it says nothing, nothing is known', async () => {
  expect(parseSmart('')).toEqual({ health: 'unknown', temperatureCelsius: null });
  expect(await readSmart('/dev/null')).toEqual({ health: 'unknown', temperatureCelsius: null });
});
