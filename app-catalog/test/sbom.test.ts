import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagesOf, sbomSchema } from '@percloud/contract/sbom';
import { expect, test } from 'vitest';
import { catalogDirectory } from '../src/build-catalog.ts';
import { blobPath } from '../src/oci-layout.ts';
import { runCommand } from '../src/run-command.ts';
import { findCatalog } from '../src/write-catalog.ts';

const built = join(catalogDirectory, 'dist/catalog');
const images = Object.entries(findCatalog(built)?.apps ?? {}).flatMap(([app, { releases }]) =>
  releases
    .slice(-1)
    .flatMap((release) =>
      Object.entries(release.images).map(([name, image]) => ({ reference: `${app}-${name}-${release.manifest.version}`, image })),
    ),
);

/** What dpkg says in a container of the image. */
async function installedIn(reference: string): Promise<string[]> {
  const tag = `percloud-test/sbom:${reference}`;
  await runCommand('skopeo', ['copy', '--quiet', `oci:${built}:${reference}`, `docker-daemon:${tag}`]);
  try {
    const query = ['--show', '--showformat', '${db:Status-Status} ${Package} ${Version}\\n'];
    const output = await runCommand('docker', ['run', '--rm', '--network', 'none', '--entrypoint', 'dpkg-query', tag, ...query]);
    return output.split('\n').flatMap((line) => (line.startsWith('installed ') ? [line.slice('installed '.length)] : []));
  } finally {
    await runCommand('docker', ['rmi', tag]);
  }
}

test.each(images)('the SBOM of $reference lists exactly what dpkg has installed in it', async ({ reference, image }) => {
  const sbom = sbomSchema.parse(JSON.parse(readFileSync(blobPath(built, image.sbom), 'utf8')));
  const listed = packagesOf(sbom).map(({ name, version }) => `${name} ${version}`);
  expect(listed.sort()).toEqual((await installedIn(reference)).sort());
  expect(listed.length).toBeGreaterThan(50);
});
