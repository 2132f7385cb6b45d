import { join } from 'node:path';
import { findText, namesIn, realDevices } from './read-text.ts';

/** A network card. */
export interface NetworkCard {
  /** `eth0`, `wlan0`. */
  name: string;
  kind: 'cable' | 'wifi';
  connected: boolean;
  /** What cable and switch agreed on; null for Wi-Fi, and where the card doesn't say. */
  megabitsPerSecond: number | null;
}

/** The machine's own network cards, from `/sys/class/net`; no bridges and no containers. */
export function readNetworkCards(root = '/'): NetworkCard[] {
  const cards = join(root, 'sys/class/net');
  return realDevices(cards).map((name) => readCard(cards, name));
}

function readCard(cards: string, name: string): NetworkCard {
  const read = (file: string) => findText(join(cards, name, file));
  const wireless = namesIn(join(cards, name)).includes('wireless');
  const connected = read('carrier') === '1';
  const speed = Number(read('speed'));
  return { name, kind: wireless ? 'wifi' : 'cable', connected, megabitsPerSecond: connected && !wireless && speed > 0 ? speed : null };
}

const [hubClass, storageClass] = ['09', '08'];

/** What is plugged into USB, by the name it gives itself: no hubs, and no disks, which are told as disks. From `/sys/bus/usb`. */
export function readUsbNames(root = '/'): string[] {
  const bus = join(root, 'sys/bus/usb/devices');
  // `1-1.3` is a device, `1-1.3:1.0` an interface of it, `usb1` the controller.
  const devices = namesIn(bus).filter((name) => /^\d+-[\d.]+$/.test(name));
  const names = devices.map((name) => {
    const read = (file: string) => findText(join(bus, name, file));
    const classes = [read('bDeviceClass'), findText(join(bus, `${name}:1.0`, 'bInterfaceClass'))];
    if (classes.includes(hubClass) || classes.includes(storageClass)) return '';
    return [read('manufacturer'), read('product')].filter(Boolean).join(' ');
  });
  return names.filter((name) => name !== '');
}
