import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseDpkgStatus } from '../../app-catalog/src/debian-packages.ts';
import { renderSbom } from '../../app-catalog/src/sbom.ts';

/** Beside the image: every Debian package in it with its version, as CycloneDX. */
export function writeSbom(debian: string, image: string): void {
  const packages = parseDpkgStatus(readFileSync(join(debian, 'var/lib/dpkg/status'), 'utf8'));
  const version = readFileSync(join(debian, 'etc/debian_version'), 'utf8').split('.')[0] ?? '';
  const sbom = renderSbom(packages, version, basename(image, '.img'));
  writeFileSync(image.replace(/\.img$/, '.sbom.json'), `${JSON.stringify(sbom, null, 1)}\n`);
}
