import { expect, test } from 'vitest';
import { exampleCatalog, exampleManifest } from './example-layout.ts';
import type { BuiltRelease } from './render-catalog.ts';
import { asTry } from './try-app.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const image = { manifest: digest, config: digest, sizeBytes: 9, layers: [{ digest, sizeBytes: 8 }], sbom: digest };
const built = (version: string, icon = '<svg/>'): BuiltRelease => ({
  ...{ isNewest: true, manifest: exampleManifest(version), icon, images: {}, built: { notes: image } },
});
const published = ({ manifest, icon, built: images }: BuiltRelease) => ({
  ...exampleCatalog(1, {}),
  apps: { [manifest.id]: { releases: [{ manifest, icon, images, publishedAt: '2026-01-01T00:00:00.000Z' }] } },
});
const versionOf = ({ manifest }: BuiltRelease) => `${manifest.id} ${manifest.version}`;

test('stands beside the app it is of, and gets a new version with every change alone', () => {
  const first = asTry(built('1.2.0'), undefined);
  expect(versionOf(first)).toBe('notes-try 1.2.0-try.1');
  expect(versionOf(asTry(built('1.2.0'), published(first)))).toBe('notes-try 1.2.0-try.1');
  const second = asTry(built('1.2.0', '<svg> </svg>'), published(first));
  expect(versionOf(second)).toBe('notes-try 1.2.0-try.2');
  expect(versionOf(asTry(built('1.3.0-beta.1'), published(second)))).toBe('notes-try 1.3.0-try.3');
});
