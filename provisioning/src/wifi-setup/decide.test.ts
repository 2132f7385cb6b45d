import { expect, test } from 'vitest';
import { next } from './decide.ts';
import { readDevices } from './devices.ts';
import { accessPoint, timesWith } from './standing.ts';

const times = timesWith({});
const devices = readDevices(`wlan0:wifi:connected:${accessPoint.uuid}\neth0:ethernet:unavailable:\n`);
const moment = { devices, openMs: 1_000, unvisitedMs: 1_000, knowsNetworks: true };

test('stays open while somebody may be on the way', () => {
  expect(next(moment, times)).toBe('stay');
});

test('ends when a cable brings a network', () => {
  const cable = readDevices(`wlan0:wifi:connected:${accessPoint.uuid}\neth0:ethernet:connected:x\n`);
  expect(next({ ...moment, devices: cable }, times)).toBe('network');
});

test('lets the networks it knows come when nobody is there, and after a while in any case', () => {
  expect(next({ ...moment, openMs: times.unvisitedMs, unvisitedMs: times.unvisitedMs }, times)).toBe('rest');
  expect(next({ ...moment, openMs: times.openMs }, times)).toBe('rest');
});

test('a box that knows none has nothing to wait for', () => {
  expect(next({ ...moment, openMs: times.openMs, unvisitedMs: times.openMs, knowsNetworks: false }, times)).toBe('stay');
});

test('two minutes, or what the unit says', () => {
  expect(times.patienceMs).toBe(120_000);
  expect(timesWith({ PERCLOUD_WIFI_PATIENCE: '15' }).patienceMs).toBe(15_000);
  expect(() => timesWith({ PERCLOUD_WIFI_PATIENCE: 'soon' })).toThrow('PERCLOUD_WIFI_PATIENCE');
});
