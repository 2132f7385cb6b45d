import type { Counters, Traffic } from './counters.ts';

/** What the machine did between two looks. */
export interface Rates {
  /** 0 to 1, over all cores. */
  processor: number;
  readBytesPerSecond: number;
  writeBytesPerSecond: number;
  receivedBytesPerSecond: number;
  sentBytesPerSecond: number;
}

/** Rates between two readings of the counters; nothing where no time has passed. A device that came or went counts for nothing. */
export function ratesBetween(before: Counters, after: Counters): Rates {
  const seconds = (after.atMs - before.atMs) / 1000;
  const perSecond = (bytes: number) => (seconds > 0 ? bytes / seconds : 0);
  const [disks, networks] = [grown(before.disks, after.disks), grown(before.networks, after.networks)];
  const ticks = after.processor.total - before.processor.total;
  const busy = after.processor.busy - before.processor.busy;
  return {
    // The kernel's own rounding lets idle time go backwards now and then.
    processor: ticks > 0 ? Math.min(Math.max(busy / ticks, 0), 1) : 0,
    readBytesPerSecond: perSecond(disks.in),
    writeBytesPerSecond: perSecond(disks.out),
    receivedBytesPerSecond: perSecond(networks.in),
    sentBytesPerSecond: perSecond(networks.out),
  };
}

/** A counter that is lower than before belongs to another device of the same name. */
function grown(before: ReadonlyMap<string, Traffic>, after: ReadonlyMap<string, Traffic>): Traffic {
  const sum = { in: 0, out: 0 };
  for (const [name, now] of after) {
    const then = before.get(name);
    if (!then || now.in < then.in || now.out < then.out) continue;
    sum.in += now.in - then.in;
    sum.out += now.out - then.out;
  }
  return sum;
}
