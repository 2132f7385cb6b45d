import { sbomSchema } from '@percloud/contract/sbom';
import { expect, test } from 'vitest';
import { parseDpkgStatus } from './debian-packages.ts';
import { renderSbom } from './sbom.ts';

const status = `Package: util-linux
Status: install ok installed
Architecture: amd64
Version: 2.41-5
Description: tools
 Package: a continued line is no field

Package: bsdutils
Essential: yes
Status: install ok installed
Architecture: amd64
Source: util-linux (2.41-5)
Version: 1:2.41-5

Package: gone
Status: deinstall ok config-files
Architecture: all
Version: 1.0

Package: libssl3t64
Status: install ok installed
Architecture: amd64
Source: openssl
Version: 3.5.1-1+deb13u1
`;

test('reads what is installed and what it was built from, by name', () => {
  expect(parseDpkgStatus(status)).toEqual([
    { name: 'bsdutils', version: '1:2.41-5', architecture: 'amd64', source: 'util-linux', sourceVersion: '2.41-5' },
    { name: 'libssl3t64', version: '3.5.1-1+deb13u1', architecture: 'amd64', source: 'openssl', sourceVersion: '3.5.1-1+deb13u1' },
    { name: 'util-linux', version: '2.41-5', architecture: 'amd64', source: 'util-linux', sourceVersion: '2.41-5' },
  ]);
});

test('names packages as scanners know them', () => {
  const sbom = sbomSchema.parse(renderSbom(parseDpkgStatus(status), '13', 'sha256:1'));
  expect(sbom.components.map(({ purl }) => purl)).toEqual([
    undefined,
    'pkg:deb/debian/bsdutils@1%3A2.41-5?arch=amd64&distro=debian-13&upstream=util-linux%402.41-5',
    'pkg:deb/debian/libssl3t64@3.5.1-1%2Bdeb13u1?arch=amd64&distro=debian-13&upstream=openssl',
    'pkg:deb/debian/util-linux@2.41-5?arch=amd64&distro=debian-13',
  ]);
  expect(sbom.components[0]).toMatchObject({ type: 'operating-system', name: 'debian', version: '13' });
});
