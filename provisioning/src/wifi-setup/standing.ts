/** What is agreed about the access point: the same numbers stand in `image/rootfs` (nftables.conf, dnsmasq-shared.d); a test compares them. */
export const accessPoint = {
  address: '10.42.0.1',
  prefix: 24,
  /** Where our pages answer; the firewall leads port 80 of the access point's card here, for Caddy has port 80 itself. */
  port: 8042,
  /** Its profile of NetworkManager, that is never on a disk. */
  uuid: '7d0f3a4e-6f0b-4c55-9a0e-5e70c1a7a501',
  /** The set of interfaces in table `inet percloud_box` that the firewall treats as access points. */
  firewallSet: 'setup_cards',
} as const;

const minuteMs = 60_000;
const standard = {
  /** Without a network for so long: the access point opens. */
  patienceMs: 2 * minuteMs,
  /** With nobody at the page for so long, networks it knows are tried anew: after a power cut the box is faster than the home's router. */
  unvisitedMs: 5 * minuteMs,
  /** Somebody at the page or not. */
  openMs: 20 * minuteMs,
  /** For NetworkManager to find a network it knows. */
  restMs: minuteMs,
  /** For the browser to receive its last page before the access point goes. */
  farewellMs: 2_000,
  lookMs: 5_000,
};
export type Times = typeof standard;

/**
 * The times, with what a unit's drop-in set in their place.
 * @param environment `PERCLOUD_WIFI_PATIENCE` and `PERCLOUD_WIFI_UNVISITED`, whole seconds
 * @throws when one of them is no number
 */
export function timesWith(environment: Readonly<Record<string, string | undefined>>): Times {
  const msIn = (name: string, otherwise: number) => {
    const seconds = environment[name];
    if (seconds === undefined) return otherwise;
    if (!/^\d{1,5}$/.test(seconds)) throw new Error(`${name} has to be a whole number of seconds.`);
    return Number(seconds) * 1_000;
  };
  return {
    ...standard,
    patienceMs: msIn('PERCLOUD_WIFI_PATIENCE', standard.patienceMs),
    unvisitedMs: msIn('PERCLOUD_WIFI_UNVISITED', standard.unvisitedMs),
  };
}
