import { expect, test } from 'vitest';
import { resolversIn } from './read-resolvers.ts';
import { renderFirewall } from './render-firewall.ts';

const boxId = 'b1234567';

test('without networks the table goes', () => {
  expect(renderFirewall({ boxId, networks: [], resolvers: [] })).toBe(
    `table inet percloud_${boxId} {}\ndelete table inet percloud_${boxId}\n`,
  );
});

test('only networks with the Internet get there, and to name servers', () => {
  const quiet = { bridge: 'pcb123quiet', subnet: '10.213.0.0/26', egress: 'none' } as const;
  const online = { bridge: 'pcb123onlin', subnet: '10.213.0.64/26', egress: 'internet' } as const;
  const rules = renderFirewall({ boxId, networks: [quiet, online], resolvers: ['192.168.1.1'] });
  expect(rules).toContain('set online { type ifname; elements = { "pcb123onlin" } }');
  expect(rules.match(/ip daddr \{ 192\.168\.1\.1 \} .* th dport 53 accept/g)).toHaveLength(2);
  expect(renderFirewall({ boxId, networks: [quiet], resolvers: ['192.168.1.1'] })).not.toContain('dport 53');
});

test('name servers that containers can reach', () => {
  expect(resolversIn('# x\nnameserver 127.0.0.53\nnameserver 192.168.1.1\n nameserver  fe80::1%eth0\nsearch a\n')).toEqual(['192.168.1.1']);
});
