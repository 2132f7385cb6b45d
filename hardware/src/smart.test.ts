import { expect, test } from 'vitest';
import { parseSmart, readSmart, type Smart } from './smart.ts';

const nothing = { unreadableSectors: null, replacedSectors: null, usedPercent: null };
const attribute = (id: number, name: string, raw: string, value = 100) => ({ id, name, value, raw: { value: 1, string: raw } });
const ata = (...table: ReturnType<typeof attribute>[]) => ({ smart_status: { passed: true }, ata_smart_attributes: { table } });

// The parts of smartctl's reports that are read, as smartmontools 7 writes them.
test.each<[string, object, Smart]>([
  [
    'an NVMe disk',
    {
      smart_status: { passed: true, nvme: { value: 0 } },
      temperature: { current: 35 },
      nvme_smart_health_information_log: { critical_warning: 0, available_spare: 100, percentage_used: 7, media_errors: 0 },
    },
    { health: 'good', temperatureCelsius: 35, unreadableSectors: 0, replacedSectors: null, usedPercent: 7 },
  ],
  [
    'a hard disk that fails',
    { smart_status: { passed: false }, temperature: { current: 41 } },
    { ...nothing, health: 'failing', temperatureCelsius: 41 },
  ],
  [
    'a hard disk with bad places',
    ata(
      attribute(5, 'Reallocated_Sector_Ct', '24 (0 3)'),
      attribute(197, 'Current_Pending_Sector', '8'),
      attribute(198, 'Offline_Uncorrectable', '6'),
    ),
    { health: 'good', temperatureCelsius: null, unreadableSectors: 8, replacedSectors: 24, usedPercent: null },
  ],
  [
    'an SSD that counts its life down',
    ata(attribute(5, 'Reallocated_Sector_Ct', '0'), attribute(177, 'Wear_Leveling_Count', '312', 84)),
    { health: 'good', temperatureCelsius: null, unreadableSectors: null, replacedSectors: 0, usedPercent: 16 },
  ],
  [
    'an attribute with the number of a wear count that is another with this maker',
    ata(attribute(231, 'Temperature_Celsius', '31', 31)),
    { health: 'good', temperatureCelsius: null, ...nothing },
  ],
  [
    'one without a thermometer',
    { smart_status: { passed: true }, temperature: { current: 0 } },
    { ...nothing, health: 'good', temperatureCelsius: null },
  ],
  [
    'one that sleeps',
    { smartctl: { exit_status: 2, messages: [{ string: 'Device is in STANDBY mode, exit(2)', severity: 'information' }] } },
    { ...nothing, health: 'unknown', temperatureCelsius: null },
  ],
  [
    'a USB bridge it does not know',
    { smartctl: { exit_status: 1, messages: [{ string: 'Unknown USB bridge', severity: 'error' }] } },
    { ...nothing, health: 'unknown', temperatureCelsius: null },
  ],
])('%s', (_, report, expected) => {
  expect(parseSmart(JSON.stringify(report))).toEqual(expected);
});

test('without smartctl, or when it says nothing, nothing is known', async () => {
  const unknown = { ...nothing, health: 'unknown', temperatureCelsius: null };
  expect(parseSmart('')).toEqual(unknown);
  expect(await readSmart('/dev/null')).toEqual(unknown);
});
