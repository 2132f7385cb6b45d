import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { whatToWrite } from './first-boot/mistake-words.ts';
import { jsonSchemaOfPercloudYaml, percloudYamlSchema } from './percloud-yaml.ts';

const here = join(import.meta.dirname, '..');

test('percloud.schema.json is that of today', () => {
  expect(JSON.parse(readFileSync(join(here, 'percloud.schema.json'), 'utf8'))).toEqual(jsonSchemaOfPercloudYaml());
});

test('the example says nothing by itself, and all it offers is right once a key stands there', () => {
  const example = readFileSync(join(here, 'config/percloud.example.yaml'), 'utf8');
  expect(parse(example)).toBeNull();
  const offered = example
    .replace(/^# (?=\w+:( |$)| {2,})/gm, '')
    .replace('AAAA...', 'AAAAC3NzaC1lZDI1NTE5AAAAIH6z2bX0eKcK0sC3yq1i2cXo3mQv9v7n1m8h0J5k4l2a');
  const read: unknown = parse(offered);
  expect(Object.keys(percloudYamlSchema.parse(read)).toSorted()).toEqual(Object.keys(percloudYamlSchema.shape).toSorted());
});

test('of every word it is known what to write', () => {
  expect(
    Object.keys(whatToWrite)
      .filter((key) => !key.includes('.'))
      .toSorted(),
  ).toEqual(Object.keys(percloudYamlSchema.shape).toSorted());
});
