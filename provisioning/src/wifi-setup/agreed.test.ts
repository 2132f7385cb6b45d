import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accessPoint } from './standing.ts';

const rootfs = join(import.meta.dirname, '../../../image/rootfs/etc');

test('the firewall and the access point’s names say the same as the program', () => {
  const firewall = readFileSync(join(rootfs, 'nftables.conf'), 'utf8');
  expect(firewall).toContain(`set ${accessPoint.firewallSet} { type ifname; }`);
  expect(firewall).toContain(`redirect to :${accessPoint.port}`);
  expect(firewall).toContain(`tcp dport { 53, ${accessPoint.port} } accept`);
  expect(readFileSync(join(rootfs, 'NetworkManager/dnsmasq-shared.d/percloud.conf'), 'utf8')).toContain(
    `address=/#/${accessPoint.address}\n`,
  );
});
