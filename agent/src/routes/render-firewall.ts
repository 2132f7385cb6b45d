import { caddyUser } from '../host/directories.ts';
import type { AppNetwork } from './routed-app.ts';

/** Everything that is not the Internet: this machine, the home's network, other networks behind it, multicast. */
const notPublic = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];

export const firewallTable = (boxId: string) => `percloud_${boxId}`;

interface FirewallParts {
  boxId: string;
  networks: readonly AppNetwork[];
  /** The name servers that containers ask themselves: those of the machine, unless on loopback. IPv4. */
  resolvers: readonly string[];
}

/**
 * nft's text that replaces the installation's table in one transaction. Docker's own rules stay as they are; a packet has to pass both.
 * `entrance` sees packets before address translation: a neighbour who names an app's address is stopped there, while replies and
 * published ports still carry the box's own address and go on. `from_box` leaves apps to Caddy and the agent: an app believes whoever
 * reaches it, and other accounts of this machine would be anybody they say they are.
 */
export function renderFirewall({ boxId, networks, resolvers }: FirewallParts): string {
  const table = firewallTable(boxId);
  const empty = `table inet ${table} {}\ndelete table inet ${table}\n`;
  if (networks.length === 0) return empty;
  const bridges = networks.map(({ bridge }) => bridge);
  const online = networks.filter(({ egress }) => egress === 'internet').map(({ bridge }) => bridge);
  const dns =
    resolvers.length === 0 || online.length === 0
      ? ''
      : `iifname @online ip daddr ${set(resolvers)} meta l4proto { tcp, udp } th dport 53 accept`;
  return `${empty}table inet ${table} {
  set bridges { type ifname; elements = ${set(bridges.map(quoted))} }
  set online { type ifname; ${online.length === 0 ? '' : `elements = ${set(online.map(quoted))}`} }
  set not_public { type ipv4_addr; flags interval; elements = ${set(notPublic)} }

  chain entrance {
    type filter hook prerouting priority raw; policy accept;
    iifname @bridges meta nfproto ipv6 drop
${networks.map(({ bridge, subnet }) => `    ip daddr ${subnet} iifname != ${quoted(bridge)} iifname != "lo" drop`).join('\n')}
  }
  chain to_box {
    type filter hook input priority filter - 10; policy accept;
    iifname != @bridges accept
    ct state established,related accept
    ${dns}
    drop
  }
  chain onward {
    type filter hook forward priority filter - 10; policy accept;
    iifname != @bridges accept
    ct state established,related accept
    iifname . oifname { ${bridges.map((bridge) => `${quoted(bridge)} . ${quoted(bridge)}`).join(', ')} } accept
    ${dns}
    ip daddr @not_public drop
    iifname @online accept
    drop
  }
  chain from_box {
    type filter hook output priority filter - 10; policy accept;
    oifname != @bridges accept
    ct state established,related accept
    meta skuid != { root, ${caddyUser} } drop
  }
}
`;
}

const set = (elements: readonly string[]) => `{ ${elements.join(', ')} }`;
const quoted = (name: string) => `"${name}"`;
