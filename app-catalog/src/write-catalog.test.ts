import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { exampleCatalog, writeExampleImage } from './example-layout.ts';
import { ensureSigningKey, publicKeyOf } from './signing-key.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { writeCatalog } from './write-catalog.ts';

const { privateKey: key } = generateKeyPairSync('ed25519');
let layout: string;
let out: string;

beforeEach(() => {
  const directory = temporaryDirectory();
  layout = join(directory, 'layout');
  out = join(directory, 'catalog');
});

const isSigned = (publicKey: Parameters<typeof verify>[2]) =>
  verify(
    null,
    readFileSync(join(out, 'catalog.json')),
    publicKey,
    Buffer.from(readFileSync(join(out, 'catalog.json.sig'), 'utf8'), 'base64'),
  );

test('writes an OCI layout with the blobs it names, signed', () => {
  const images = { '1.0.0': writeExampleImage(layout, 'one'), '1.1.0': writeExampleImage(layout, 'two') };
  writeExampleImage(layout, 'of no release');
  const catalog = exampleCatalog(7, images);
  writeCatalog({ catalog, layout, out, key });

  expect(JSON.parse(readFileSync(join(out, 'catalog.json'), 'utf8'))).toEqual(catalog);
  expect(isSigned(createPublicKey(key))).toBe(true);
  expect(readdirSync(join(out, 'blobs/sha256'))).toHaveLength(8);
  expect(JSON.parse(readFileSync(join(out, 'index.json'), 'utf8'))).toMatchObject({
    manifests: [{ digest: images['1.0.0'].manifest }, { digest: images['1.1.0'].manifest }],
  });
});

test('leaves files that stay equal untouched, and drops blobs one publication after nobody names them', () => {
  const images = { '1.0.0': writeExampleImage(layout, 'one'), '1.1.0': writeExampleImage(layout, 'two') };
  writeCatalog({ catalog: exampleCatalog(7, images), layout, out, key });
  const before = statSync(join(out, 'catalog.json')).ino;
  writeCatalog({ catalog: exampleCatalog(7, images), layout, out, key });
  expect(statSync(join(out, 'catalog.json')).ino).toBe(before);
  for (const [number, blobs] of [
    [8, 8],
    [9, 4],
  ] as const) {
    writeCatalog({ catalog: exampleCatalog(number, { '1.1.0': images['1.1.0'] }), layout, out, key });
    expect(readdirSync(join(out, 'blobs/sha256'))).toHaveLength(blobs);
  }
});

test('a catalog can be made from another one', () => {
  const images = { '1.0.0': writeExampleImage(layout, 'one') };
  writeCatalog({ catalog: exampleCatalog(7, images), layout, out, key });
  writeCatalog({ catalog: exampleCatalog(8, images), layout: out, out: `${out}-next`, key });
  expect(readdirSync(join(`${out}-next`, 'blobs/sha256'))).toEqual(readdirSync(join(out, 'blobs/sha256')));
});

test('the developer’s key is made once, for its owner’s eyes', () => {
  const file = join(out, '.keys/catalog.pem');
  const made = ensureSigningKey(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(publicKeyOf(ensureSigningKey(file))).toBe(publicKeyOf(made));
  expect(Buffer.from(publicKeyOf(made), 'base64')).toHaveLength(32);
});
