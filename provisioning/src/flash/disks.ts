import { realpath } from 'node:fs/promises';
import { type BlockDevice, listBlockDevices } from '@percloud/hardware/lsblk';
import { FlashStopped } from './flash-stopped.ts';

/** A disk an image may be written to. */
export interface TargetDisk {
  /** As it is typed to confirm: `sdb`, `mmcblk0`. */
  name: string;
  /** `/dev/sdb` */
  path: string;
  /** Vendor and model, or empty. */
  model: string;
  sizeBytes: number;
  /** What lies on it, by label, or else kind, of each file system: `PHOTOS`, `ext4`. */
  contents: string[];
}

/** What is inserted and can be taken out again: cards and sticks. Readers without a card are none. */
export const removableDisks = (devices: readonly BlockDevice[]): TargetDisk[] =>
  devices.filter((device) => device.type === 'disk' && isRemovable(device) && (device.size ?? 0) > 0).map(asTarget);

/**
 * The disk that `path` names, if an image may be written to it.
 * @param anyDisk also one that is built in, or a loop device
 * @throws FlashStopped where it is none, is a part of one, is in use, can't be taken out or can't be written to
 */
export async function getTargetDisk(path: string, { anyDisk }: { anyDisk: boolean }): Promise<TargetDisk> {
  // Such as /dev/disk/by-id/usb-…
  const named = await realpath(path).catch(() => path);
  return chooseDisk(await listBlockDevices(), named, { anyDisk });
}

/** `getTargetDisk`, from what lsblk says. Pure. */
export function chooseDisk(devices: readonly BlockDevice[], path: string, { anyDisk }: { anyDisk: boolean }): TargetDisk {
  const disk = devices.find((device) => device.path === path);
  const whole = devices.find((device) => below(device).some((part) => part.path === path));
  if (!disk && whole) throw new FlashStopped(`${path} is a part of the disk ${whole.path}.`, `Name the whole disk: ${whole.path}`);
  if (!disk) throw new FlashStopped(`There is no disk ${path}.`, 'Run the command without a disk: it lists those there are.');
  const mounts = [disk, ...below(disk)].flatMap((part) => (part.mountpoints ?? []).filter((mount) => mount !== null));
  if (mounts.includes('/')) throw new FlashStopped(`${path} is the disk this computer runs from.`, 'Name another disk.');
  if (mounts.length > 0)
    throw new FlashStopped(
      `${path} is in use, as ${mounts.join(', ')}.`,
      mounts.includes('[SWAP]') ? 'Name another disk.' : `If it is the right one: umount ${mounts.map(quoted).join(' ')}`,
    );
  if (!['disk', 'loop'].includes(disk.type)) throw new FlashStopped(`${path} is no disk (${disk.type}).`, 'Name a disk.');
  if (!anyDisk && (disk.type !== 'disk' || !isRemovable(disk)))
    throw new FlashStopped(
      `${path} is built in: it can’t be taken out.`,
      'Name a card or a stick; if it really is this one, add --any-disk.',
    );
  if (disk.ro)
    throw new FlashStopped(`${path} is protected against writing.`, 'Move the small slider at the side of the card, or use another.');
  if (!disk.size) throw new FlashStopped(`${path} is empty.`, 'Put a card in.');
  return asTarget(disk);
}

/** @throws FlashStopped where the image does not fit. */
export function refuseSmall(disk: TargetDisk, sizeBytes: number): void {
  if (disk.sizeBytes >= sizeBytes) return;
  throw new FlashStopped(
    `${disk.path} is too small: it has ${showBytes(disk.sizeBytes)}, the image ${showBytes(sizeBytes)}.`,
    'Use a larger card. Nothing was written.',
  );
}

/** In the units that are printed on cards: `32.0 GB`. */
export const showBytes = (bytes: number): string => (bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`);

/** The kernel calls a card in a reader on the mainboard built in. Of an eMMC, what only looks like a disk (`mmcblk0boot0`) is none. */
const isRemovable = ({ name, tran, rm, hotplug }: BlockDevice): boolean =>
  /^mmcblk/.test(name) ? /^mmcblk\d+$/.test(name) : rm === true || hotplug === true || tran === 'usb';

/** As a shell takes it. */
const quoted = (path: string): string => (/^[\w/.-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

const below = (device: BlockDevice): BlockDevice[] => (device.children ?? []).flatMap((part) => [part, ...below(part)]);

const asTarget = (device: BlockDevice): TargetDisk => ({
  name: device.name,
  path: device.path,
  model: [device.vendor, device.model].filter(Boolean).join(' '),
  sizeBytes: device.size ?? 0,
  contents: [device, ...below(device)].map(({ label, fstype }) => label || fstype).filter(Boolean),
});
