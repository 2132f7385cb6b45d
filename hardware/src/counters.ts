import { join } from 'node:path';
import { findText, realDevices } from './read-text.ts';

/** What the kernel has counted since it started. */
export interface Counters {
  /** Monotonic; milliseconds. */
  atMs: number;
  /** Of all cores together, in ticks. */
  processor: { busy: number; total: number };
  memoryUsedBytes: number;
  /** By device: a stick that was pulled out and one that was put in must not look like traffic. */
  disks: ReadonlyMap<string, Traffic>;
  networks: ReadonlyMap<string, Traffic>;
}

/** Bytes: `in` is what came to the machine (read, received), `out` what it gave (written, sent). */
export interface Traffic {
  in: number;
  out: number;
}

/** The kernel counts in these, whatever the disk's own sectors are (Documentation/admin-guide/iostats.rst). */
const sectorBytes = 512;

/**
 * `/proc/stat`, `/proc/meminfo`, `/proc/diskstats`, `/proc/net/dev`: some 0.3 ms. Only real disks and network cards: what passes a loop
 * device or a bridge is counted below it already.
 */
export function readCounters(root = '/'): Counters {
  const read = (name: string) => findText(join(root, 'proc', name)) ?? '';
  return {
    atMs: performance.now(),
    processor: parseProcessor(read('stat')),
    memoryUsedBytes: parseMemory(read('meminfo')),
    disks: parseDisks(read('diskstats'), realDevices(join(root, 'sys/block'))),
    networks: parseNetworks(read('net/dev'), realDevices(join(root, 'sys/class/net'))),
  };
}

/** user nice system idle iowait irq softirq steal, the rest is contained in these (man proc_stat). */
function parseProcessor(stat: string) {
  const ticks = (/^cpu +(.+)$/m.exec(stat)?.[1] ?? '').split(' ').slice(0, 8).map(Number);
  const total = ticks.reduce((sum, each) => sum + each, 0);
  return { busy: total - (ticks[3] ?? 0) - (ticks[4] ?? 0), total };
}

function parseMemory(meminfo: string) {
  const kilobytes = (name: string) => Number(new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(meminfo)?.[1] ?? 0);
  // What is "available" counts caches that are given up at once when somebody needs room.
  return (kilobytes('MemTotal') - kilobytes('MemAvailable')) * 1024;
}

function parseDisks(diskstats: string, real: readonly string[]) {
  const rows = diskstats.split('\n').map((line) => line.trim().split(/\s+/));
  return new Map(
    rows.flatMap(([, , name = '', , , read, , , , written]): [string, Traffic][] =>
      real.includes(name) ? [[name, { in: Number(read) * sectorBytes, out: Number(written) * sectorBytes }]] : [],
    ),
  );
}

function parseNetworks(dev: string, real: readonly string[]) {
  const rows = dev.split('\n').map((line) => line.trim().split(/[:\s]+/));
  return new Map(
    rows.flatMap(([name = '', received, , , , , , , , sent]): [string, Traffic][] =>
      real.includes(name) ? [[name, { in: Number(received), out: Number(sent) }]] : [],
    ),
  );
}
