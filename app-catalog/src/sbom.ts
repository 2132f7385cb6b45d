import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Sbom } from '@percloud/contract/sbom';
import { type DebianPackage, parseDpkgStatus } from './debian-packages.ts';
import { readImageFiles } from './image-files.ts';
import { blobPath, type LayoutImage } from './oci-layout.ts';

const statusFile = 'var/lib/dpkg/status';
const osReleaseFile = 'usr/lib/os-release';

/** The digest of an image's SBOM, a blob in the layout it lies in. Made once for an image, from the image alone. */
export async function ensureSbom(layout: string, image: LayoutImage): Promise<string> {
  const known = join(layout, 'sboms', image.manifest.slice('sha256:'.length));
  if (existsSync(known)) return readFileSync(known, 'utf8');
  const files = await readImageFiles(layout, image, [statusFile, osReleaseFile]);
  const debian = /^VERSION_ID="?(\d+)/m.exec(files.get(osReleaseFile) ?? '')?.[1] ?? '';
  const bytes = Buffer.from(JSON.stringify(renderSbom(parseDpkgStatus(files.get(statusFile) ?? ''), debian, image.config)));
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  writeFileSync(blobPath(layout, digest), bytes);
  mkdirSync(dirname(known), { recursive: true });
  writeFileSync(known, digest);
  return digest;
}

/** No date and no serial number in it: the same image has the same SBOM, byte for byte. */
export function renderSbom(packages: readonly DebianPackage[], debian: string, image: string): Sbom {
  const system = { type: 'operating-system', name: 'debian', version: debian, 'bom-ref': `debian-${debian}` };
  const components = packages.map((each) => {
    const purl = purlOf(each, debian);
    return { type: 'library', name: each.name, version: each.version, purl, 'bom-ref': purl };
  });
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'container', name: image, 'bom-ref': image } },
    components: [system, ...components],
  };
}

/** Package URL (https://github.com/package-url/purl-spec); `upstream` as scanners read it. */
function purlOf({ name, version, architecture, source, sourceVersion }: DebianPackage, debian: string): string {
  const qualifiers = new URLSearchParams({ arch: architecture, distro: `debian-${debian}` });
  if (source !== name || sourceVersion !== version)
    qualifiers.set('upstream', sourceVersion === version ? source : `${source}@${sourceVersion}`);
  return `pkg:deb/debian/${encodeURIComponent(name)}@${encodeURIComponent(version)}?${qualifiers}`;
}
