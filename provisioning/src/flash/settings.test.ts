import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { percloudYamlSchema } from '../percloud-yaml.ts';
import { writeSettings } from './settings.ts';

const wifi = { country: 'ES', ssid: 'Casa: "nº 5" #1', password: "p'a: #ss\\word ñ", hidden: true };

test('what it writes is what a box reads, odd characters and all', () => {
  const text = writeSettings({ hostname: 'library', timeZone: 'Europe/Madrid', wifi, sshKeys: [] });
  expect(percloudYamlSchema.parse(parse(text ?? ''))).toEqual({
    hostname: 'library',
    timeZone: 'Europe/Madrid',
    wifi: { country: 'ES', networks: [{ ssid: wifi.ssid, password: wifi.password, hidden: true }] },
  });
});

test('an open network has no line for a password', () => {
  expect(writeSettings({ wifi: { ...wifi, password: undefined }, sshKeys: [] })).not.toContain('password');
});

test('nothing given, nothing written', () => expect(writeSettings({ sshKeys: [] })).toBeUndefined());

test('says which setting is wrong, without a password in it', () => {
  expect(() => writeSettings({ hostname: 'my box', sshKeys: [] })).toThrow(/hostname starts with a letter/);
  const short = () => writeSettings({ wifi: { ...wifi, password: 'qwertz1' }, sshKeys: [] });
  expect(short).toThrow(/wifi\.networks\.0\.password/);
  expect(short).not.toThrow(/qwertz1/);
});
