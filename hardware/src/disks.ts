import { join } from 'node:path';
import type { BlockDevice } from './lsblk.ts';
import { findText } from './read-text.ts';

/** A disk as an object one can point at; sizes in bytes. */
export interface Disk {
  /** `/dev/sda`, `/dev/mmcblk0`. */
  device: string;
  /** What is printed on it; empty when it doesn't say. */
  model: string;
  /** `sd-card` is also what is soldered on (eMMC): both wear out alike. */
  kind: 'ssd' | 'hdd' | 'sd-card' | 'usb' | 'virtual';
  sizeBytes: number;
  removable: boolean;
  /** Everywhere its file systems are mounted. */
  mountPoints: string[];
  /** Of the file systems on it that are mounted; null: none is. */
  usedBytes: number | null;
  freeBytes: number | null;
}

/** The real disks among block devices. Not what has no medium in it, lies in memory, or is the start-up area of an eMMC. */
export const disksAmong = (devices: readonly BlockDevice[]): Disk[] =>
  devices.filter(({ type, name, size }) => type === 'disk' && (size ?? 0) > 0 && !/^(?:zram|ram|nbd|fd)|boot\d$/.test(name)).map(asDisk);

function asDisk(device: BlockDevice): Disk {
  const mounted = fileSystemsOn(device);
  const sum = (amount: (fileSystem: BlockDevice) => number | null | undefined) =>
    mounted.length === 0 ? null : mounted.reduce((total, each) => total + (amount(each) ?? 0), 0);
  return {
    device: device.path,
    model: modelOf(device),
    kind: kindOf(device),
    sizeBytes: device.size ?? 0,
    removable: Boolean(device.rm || device.hotplug),
    mountPoints: mounted.flatMap(({ mountpoints }) => mountpoints ?? []).filter((path) => path !== null),
    usedBytes: sum(({ fsused }) => fsused),
    freeBytes: sum(({ fsavail }) => fsavail),
  };
}

/** Those on the device itself, its partitions, and what is made of them; each once, though two partitions may carry one volume. */
function fileSystemsOn(device: BlockDevice): BlockDevice[] {
  const found = new Map<string, BlockDevice>();
  const look = (each: BlockDevice) => {
    if (each.fssize !== null && each.fssize !== undefined) found.set(each.path, each);
    for (const child of each.children ?? []) look(child);
  };
  look(device);
  return [...found.values()];
}

function modelOf({ model, vendor }: BlockDevice) {
  const meaningful = /^(?:ATA|Generic|QEMU|VBOX|0x\w+)?$/i.test(vendor) ? '' : vendor;
  return model.toLowerCase().startsWith(meaningful.toLowerCase()) ? model : `${meaningful} ${model}`.trim();
}

function kindOf({ name, tran, model, vendor, rota }: BlockDevice): Disk['kind'] {
  if (/^mmcblk/.test(name)) return 'sd-card';
  if (tran === 'usb') return 'usb';
  if (tran === 'virtio' || /^(?:vd|xvd)/.test(name) || /\b(?:QEMU|VBOX|Virtual)\b/i.test(`${vendor} ${model}`)) return 'virtual';
  return rota ? 'hdd' : 'ssd';
}

/**
 * The disk a path lies on, as the kernel sees the mount below it; through a file that is mounted as a disk (loop) to the disk under that.
 * @returns undefined where none can be named: a network share, memory.
 */
export function diskUnder(path: string, devices: readonly BlockDevice[], root = '/'): string | undefined {
  const mounts = parseMounts(findText(join(root, 'proc/self/mountinfo')) ?? '');
  const mount = mounts.filter(({ at }) => at === '/' || path === at || path.startsWith(`${at}/`)).at(-1);
  const source = mount?.source;
  if (!source?.startsWith('/dev/')) return undefined;
  const loop = /^\/dev\/(loop\d+)/.exec(source)?.[1];
  const file = loop && findText(join(root, 'sys/block', loop, 'loop/backing_file'));
  if (file && file !== path) return diskUnder(file, devices, root);
  return devices.find((device) => contains(device, source))?.path;
}

const contains = (device: BlockDevice, path: string): boolean =>
  device.path === path || (device.children ?? []).some((child) => contains(child, path));

/** proc_pid_mountinfo(5): the mount point is the fifth field, the source comes second after the dash. The longest path comes last. */
function parseMounts(mountinfo: string) {
  return mountinfo
    .split('\n')
    .flatMap((line) => {
      const [, at, source] = /^(?:\S+ ){4}(\S+) .* - \S+ (\S+)/.exec(line) ?? [];
      return at && source ? [{ at: unquote(at), source }] : [];
    })
    .sort((a, b) => a.at.length - b.at.length);
}

/** Spaces and the like are written in octal. */
const unquote = (path: string) => path.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
