import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Machine } from './machine.ts';

const pageSchema = z.object({ status: z.number(), location: z.string(), text: z.string() });
const node = '/usr/lib/percloud/bin/node';

/** The home's Wi-Fi: a name and a password with all that could be taken for something else. */
export const home = { name: 'Casa: Ñ;1', ssid: Buffer.from('Casa: Ñ;1').toString('hex'), password: 'correct horse #1;' };
const homeConfig = `network={
ssid="${home.name}"
mode=2
frequency=2437
key_mgmt=WPA-PSK
proto=RSN
pairwise=CCMP
psk="${home.password}"
}
`;
const asPhone = `ip netns exec phone sh -c 'mount --bind /run/phone-resolv /run/NetworkManager/resolv.conf; exec "$@"' sh ${node}`;

/** Three radios of the kernel's own (mac80211_hwsim) that hear each other: the box's card, and in network namespaces a home's router and a phone. */
export class Radios {
  private constructor(private readonly machine: Machine) {}

  static async in(machine: Machine): Promise<Radios> {
    await put(machine, '/run/home.conf', homeConfig);
    for (const name of ['phone-address', 'phone-visit'])
      await put(machine, `/run/${name}.mts`, readFileSync(join(import.meta.dirname, `${name}.ts`), 'utf8'));
    await machine.run('echo nameserver 10.42.0.1 > /run/phone-resolv; touch /run/NetworkManager/resolv.conf');
    await machine.run('modprobe mac80211_hwsim radios=3; ip netns add home; ip netns add phone');
    await machine.run('iw phy phy1 set netns name home; iw phy phy2 set netns name phone');
    await machine.run('ip netns exec home sh -c "ip link set wlan1 up; ip addr add 192.168.77.1/24 dev wlan1"');
    await machine.run('ip netns exec phone sh -c "echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter; ip link set wlan2 up"');
    return new Radios(machine);
  }

  async switchRouterOn() {
    await this.machine.run('ip netns exec home wpa_supplicant -B -P /run/home-router.pid -i wlan1 -c /run/home.conf');
    await this.machine.run(serveAddresses('home', 'wlan1', '192.168.77'));
  }

  async switchRouterOff() {
    await this.machine.run('kill $(cat /run/home-router.pid) $(cat /run/home-addresses.pid)');
  }

  /** A cable to a router that gives addresses, instead of a network card that is plugged in. */
  async plugInCable() {
    await this.machine.run('ip netns add cable; ip link add cable0 type veth peer name router0 netns cable');
    await this.machine.run('ip netns exec cable sh -c "ip link set router0 up; ip addr add 192.168.88.1/24 dev router0"');
    await this.machine.run(serveAddresses('cable', 'router0', '192.168.88'));
    // Debian tells NetworkManager to leave such cards alone.
    await this.machine.run('nmcli device set cable0 managed yes; nmcli --wait 60 device connect cable0');
  }

  /** The phone joins the box's access point, however long that takes to open; gives back the address it got. */
  async joinAsPhone(name: string): Promise<string> {
    const link = 'ip netns exec phone iw dev wlan2 link | grep -q "SSID: percloud"';
    const join = `ip netns exec phone iw dev wlan2 connect -w ${name} > /dev/null`;
    await this.machine.run('ip netns exec phone sh -c "iw dev wlan2 disconnect; ip addr flush dev wlan2"');
    await this.machine.run(`i=0; until ${link} || [ $i -ge 120 ]; do ${join}; sleep 1; i=$((i+1)); done`, 240_000);
    const asked = 'ip route replace 255.255.255.255 dev wlan2; echo 0 > /proc/sys/net/ipv4/conf/wlan2/rp_filter';
    const said = await this.machine.run(`ip netns exec phone sh -c "${asked}; ${node} /run/phone-address.mts wlan2"`);
    const address = /^[0-9.]+$/m.exec(said)?.[0] ?? '';
    await this.machine.run(`ip netns exec phone sh -c "ip addr add ${address}/24 dev wlan2; ip route replace default via 10.42.0.1"`);
    return address;
  }

  async visit(url: string, form?: Record<string, string>) {
    const sent = form ? ` '${new URLSearchParams(form)}'` : '';
    const said = await this.machine.run(`${asPhone} /run/phone-visit.mts '${url}'${sent}`);
    return pageSchema.parse(JSON.parse(said.slice(said.indexOf('{'))));
  }
}

const serveAddresses = (where: string, card: string, net: string) =>
  `ip netns exec ${where} dnsmasq --no-resolv --port=0 --interface=${card} --dhcp-range=${net}.10,${net}.50 ` +
  `--dhcp-leasefile=/run/${where}.leases --pid-file=/run/${where}-addresses.pid`;

/** By the serial line, which takes no more than 4 KiB at once. */
async function put(machine: Machine, path: string, text: string) {
  await machine.run(`rm -f ${path}`);
  for (const piece of Buffer.from(text)
    .toString('base64')
    .match(/.{1,2400}/g) ?? [])
    await machine.run(`printf %s ${piece} | base64 -d >> ${path}`);
}
