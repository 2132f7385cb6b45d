import { join } from 'node:path';
import type { Sensor } from './board.ts';
import { findText, namesIn } from './read-text.ts';

/**
 * Looks for a sensor once, so that reading it later is one file: hwmon and thermal zones are numbered anew at every start.
 * @returns the file that holds the temperature in thousandths of a degree Celsius; undefined where the machine has none of these.
 */
export function findSensorFile(sensors: readonly Sensor[], root = '/'): string | undefined {
  for (const sensor of sensors) {
    const found = 'zone' in sensor ? findZone(root, sensor.zone) : findHwmon(root, sensor.hwmon, sensor.label);
    if (found !== undefined && readCelsius(found) !== null) return found;
  }
  return undefined;
}

/** @returns degrees Celsius; null when the sensor does not answer, or nonsense. */
export function readCelsius(file: string | undefined): number | null {
  const text = file === undefined ? undefined : findText(file);
  if (text === undefined || !/^-?\d+$/.test(text)) return null;
  const celsius = Number(text) / 1000;
  return celsius > -50 && celsius < 150 ? celsius : null;
}

function findZone(root: string, type: string) {
  const zones = join(root, 'sys/class/thermal');
  for (const name of namesIn(zones)) if (findText(join(zones, name, 'type')) === type) return join(zones, name, 'temp');
  return undefined;
}

function findHwmon(root: string, driver: string, label: string | undefined) {
  const devices = join(root, 'sys/class/hwmon');
  for (const name of namesIn(devices)) {
    const device = join(devices, name);
    if (findText(join(device, 'name')) !== driver) continue;
    if (label === undefined) return join(device, 'temp1_input');
    for (const file of namesIn(device))
      if (/^temp\d+_label$/.test(file) && findText(join(device, file)) === label) return join(device, file.replace('_label', '_input'));
  }
  return undefined;
}
