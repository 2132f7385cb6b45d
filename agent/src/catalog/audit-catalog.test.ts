import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeImage, makeLayer, makeRelease, newPublisher, publish } from '../../test/catalog/published-catalog.ts';
import { auditCatalog } from './audit-catalog.ts';

const publisher = newPublisher();
let directory: string;
let image: Awaited<ReturnType<typeof makeImage>>;

beforeEach(async () => {
  directory = await mkdtemp(`${tmpdir()}/percloud-audit-`);
  image = await makeImage(directory, [await makeLayer(2_000)]);
  await publish(directory, publisher, 5, [makeRelease('1.0.0', { web: image }), makeRelease('1.1.0', { web: image })]);
});
afterEach(() => rm(directory, { recursive: true }));

const audit = (key = publisher.publicKey) => auditCatalog(`file://${directory}`, key, AbortSignal.timeout(10_000));
const faults = async () => (await audit()).faults.map(({ file, message }) => `${file} ${message}`);
const blob = (digest: string) => `${directory}/blobs/sha256/${digest.slice('sha256:'.length)}`;
const nameOf = (digest: string) => `blobs/sha256/${digest.slice('sha256:'.length)}`;

test('finds nothing wrong with a good one, and reads every blob once', async () => {
  expect(await audit()).toMatchObject({ file: { number: 5 }, blobs: 4, faults: [] });
});

test('looks at nothing of a catalog that is signed by somebody else', async () => {
  expect(await audit(newPublisher().publicKey)).toMatchObject({ file: null, blobs: 0, faults: [{ file: 'catalog.json.sig' }] });
});

test('looks at nothing that was edited after it was signed', async () => {
  await writeFile(`${directory}/catalog.json`, `${await readFile(`${directory}/catalog.json`, 'utf8')} `);
  expect(await audit()).toMatchObject({ file: null, faults: [{ file: 'catalog.json.sig' }] });
});

test('names each blob that is damaged, too short or missing', async () => {
  const [layer] = image.layers;
  await writeFile(blob(layer?.digest ?? ''), 'something else');
  await rm(blob(image.sbom));
  expect(await faults()).toEqual([
    `${nameOf(layer?.digest ?? '')} is not what its name says: its sha256 is another`,
    `${nameOf(image.sbom)} is missing`,
  ]);
});

test('holds what catalog.json says against what is there', async () => {
  const [layer = { digest: '', sizeBytes: 0 }] = image.layers;
  const lying = { ...image, layers: [{ ...layer, sizeBytes: layer.sizeBytes + 1 }], sizeBytes: image.sizeBytes + 1 };
  await publish(directory, publisher, 6, [makeRelease('1.0.0', { web: lying }), makeRelease('1.0.0', { web: lying })]);
  expect(await faults()).toEqual([
    'catalog.json sample 1.0.0 is in it twice',
    `${nameOf(layer.digest)} has ${layer.sizeBytes} bytes, and catalog.json says ${layer.sizeBytes + 1}`,
    `${nameOf(image.manifest)} has other layers than catalog.json says`,
  ]);
});

test('a list of packages that lists none is none', async () => {
  await publish(directory, publisher, 6, [makeRelease('1.0.0', { web: { ...image, sbom: image.config } })]);
  expect(await faults()).toEqual([`${nameOf(image.config)} is no CycloneDX list of Debian packages`]);
});

test('a number from the future would shut out what is published next', async () => {
  await publish(directory, publisher, 99_999_999_999, [makeRelease('1.0.0', { web: image })]);
  expect(await faults()).toEqual([expect.stringContaining('its number 99999999999 is a time in the future')]);
});
