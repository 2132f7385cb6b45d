import { setTimeout as sleep } from 'node:timers/promises';
import { accessPointName, canBeAccessPoint, closeAccessPoint, openAccessPoint } from './access-point.ts';
import { findCountry, readCountries } from './country.ts';
import { next } from './decide.ts';
import { deviceFields, hasNetwork, readDevices, wifiCards } from './devices.ts';
import { joinNetwork, knowsNetworks } from './join-network.ts';
import { type Network, nameOf, networkFields, readNetworks } from './networks.ts';
import type { Chosen, Problem } from './page.ts';
import { openPortal, type Portal, type Wish } from './portal.ts';
import { askNetworkManager, runProgram } from './programs.ts';
import { accessPoint, type Times } from './standing.ts';

interface Surroundings {
  times: Times;
  /** Aborts when the box wants this to end. */
  signal: AbortSignal;
  /** One line for the journal; never a password. */
  tell: (line: string) => void;
}

/**
 * While a box has no network and a Wi-Fi card: opens an access point with a page by which somebody brings it onto their Wi-Fi. Ends when there is a network.
 * @throws when NetworkManager, the firewall or the page's server don't do what they are asked for
 */
export async function setUpWifi({ times, signal, tell }: Surroundings): Promise<void> {
  await closeAccessPoint();
  await runProgram('nmcli', 'radio', 'wifi', 'on');
  if (await networkWithin(times.patienceMs, times, signal)) return;
  const card = await untilCard(times, signal);
  if (!card) return;
  const box = await accessPointName(card);
  const countries = await readCountries();
  let last: { problem?: Problem; chosen?: Chosen } = {};
  for (;;) {
    // Before the access point opens: many cards can't do both at once.
    const networks = await lookAround(card);
    const chosen = { country: await findCountry(), ...last.chosen };
    const end = await offer({ card, box, networks, countries, problem: last.problem, chosen }, { times, signal, tell });
    if (end.kind === 'network') return tell('There is a network: the access point is closed.');
    if (end.kind === 'look again') continue;
    if (end.kind === 'rest') {
      if (await networkWithin(times.restMs, times, signal)) return tell('There is a network again.');
      continue;
    }
    const outcome = await joinNetwork(card, end.choice);
    if (outcome === 'joined') return tell('The box has joined the Wi-Fi somebody chose.');
    tell(`The Wi-Fi somebody chose could not be joined (${outcome}): the access point opens again.`);
    const { ssid, hidden, country } = end.choice;
    const network = nameOf(ssid);
    last = { problem: { name: outcome, network }, chosen: hidden ? { name: network, country } : { ssid, country } };
  }
}

type Offered = Omit<Parameters<typeof openPortal>[0], 'address' | 'port'> & { card: string };
type End = Wish | { kind: 'network' } | { kind: 'rest' };

/** The access point with its page, from opening to closing. */
async function offer({ card, ...page }: Offered, { times, signal, tell }: Surroundings): Promise<End> {
  let portal: Portal | undefined;
  try {
    await openAccessPoint(card, page.box);
    portal = await openPortal({ ...page, address: accessPoint.address, port: accessPoint.port });
    tell(`No network: the access point ${page.box} is open.`);
    const watching = new AbortController();
    const end = await Promise.race([portal.wish, untilItEnds(portal, times, AbortSignal.any([signal, watching.signal]))]);
    watching.abort();
    if (end.kind === 'join' || end.kind === 'look again') await sleep(times.farewellMs, undefined, { signal });
    return end;
  } finally {
    await portal?.close();
    await closeAccessPoint();
  }
}

async function untilItEnds(portal: Portal, times: Times, signal: AbortSignal): Promise<End> {
  const openedAt = performance.now();
  for (;;) {
    await sleep(times.lookMs, undefined, { signal });
    const now = performance.now();
    const moment = { openMs: now - openedAt, unvisitedMs: now - (portal.visitedAt() ?? openedAt) };
    const decided = next({ ...moment, devices: await listDevices(), knowsNetworks: await knowsNetworks() }, times);
    if (decided !== 'stay') return decided === 'rest' ? { kind: 'rest' } : { kind: 'network' };
  }
}

async function networkWithin(ms: number, times: Times, signal: AbortSignal): Promise<boolean> {
  for (const end = performance.now() + ms; performance.now() < end; await sleep(Math.min(times.lookMs, ms), undefined, { signal }))
    if (hasNetwork(await listDevices(), accessPoint.uuid)) return true;
  return hasNetwork(await listDevices(), accessPoint.uuid);
}

/** The first card that can be an access point; undefined when a network came instead. Cards come late, and can be plugged in. */
async function untilCard(times: Times, signal: AbortSignal): Promise<string | undefined> {
  for (;;) {
    const devices = await listDevices();
    if (hasNetwork(devices, accessPoint.uuid)) return undefined;
    for (const card of wifiCards(devices)) if (await canBeAccessPoint(card)) return card;
    await sleep(times.lookMs, undefined, { signal });
  }
}

const listDevices = async () => readDevices(await askNetworkManager(deviceFields, 'device', 'status'));

/** Right after another search a card may refuse; what NetworkManager saw last is as good then. */
async function lookAround(card: string): Promise<Network[]> {
  const list = (rescan: 'yes' | 'no') => askNetworkManager(networkFields, 'device', 'wifi', 'list', 'ifname', card, '--rescan', rescan);
  return readNetworks(await list('yes').catch(() => list('no')));
}
