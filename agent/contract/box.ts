import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { timeSchema } from './words.ts';

const bytes = z.number().int().nonnegative();
const millimetres = z.number();

/** A disk as an object one can point at. */
export const diskSchema = z.object({
  /** `/dev/sda`, `/dev/mmcblk0`. */
  device: z.string(),
  /** What is printed on it; empty when it doesn't say. */
  model: z.string(),
  kind: z.enum(['ssd', 'hdd', 'sd-card', 'usb', 'virtual']),
  sizeBytes: bytes,
  removable: z.boolean(),
  /** Whether people's data or the system lie on it. */
  holds: z.array(z.enum(['data', 'system'])),
  /** Of the file systems on it that are mounted; null: none is. */
  usedBytes: bytes.nullable(),
  freeBytes: bytes.nullable(),
  /** By SMART where the disk can tell. */
  health: z.enum(['good', 'failing', 'unknown']),
  temperatureCelsius: z.number().nullable(),
});
export type Disk = z.infer<typeof diskSchema>;

/** The board seen from above, to scale: for a drawing. */
export const boardSchema = z.object({
  widthMm: millimetres,
  heightMm: millimetres,
  /** From the upper left corner; connectors may stick out. */
  parts: z.array(
    z.object({
      kind: z.enum(['processor', 'ethernet', 'usb', 'sd-card', 'drive', 'video', 'power', 'audio', 'pins']),
      x: millimetres,
      y: millimetres,
      width: millimetres,
      height: millimetres,
    }),
  ),
});
export type Board = z.infer<typeof boardSchema>;

/** The machine, as far as it changes seldom. */
export const boxSchema = z.object({
  hostname: z.string(),
  /** `box`: Percloud's own system. `machine`: somebody's computer, where there is no system of ours to update. */
  kind: z.enum(['machine', 'box']),
  /** "Raspberry Pi 4 Model B Rev 1.4", "LENOVO ThinkCentre M720q"; empty when the machine doesn't say. */
  model: z.string(),
  /** Null: no file in `hardware/boards` fits this machine. */
  board: boardSchema.nullable(),
  architecture: z.string(),
  /** `model` is empty where the processor only says a number. */
  processor: z.object({ model: z.string(), cores: z.number().int().positive() }),
  memoryBytes: bytes,
  /** From where on the processor is warm (which is fine), hot, and slows itself down. Null: there is no sensor. */
  temperature: z.object({ warmCelsius: z.number(), hotCelsius: z.number(), limitCelsius: z.number() }).nullable(),
  startedAt: timeSchema,
  /** What runs here, by its name: `percloud`, `debian`, `linux`, `docker`, `caddy`, `node`. */
  versions: z.record(z.string(), z.string()),
  disks: z.array(diskSchema),
  networkCards: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['cable', 'wifi']),
      connected: z.boolean(),
      megabitsPerSecond: z.number().nullable(),
    }),
  ),
  /** What else is plugged in, by the name it gives itself. */
  usbDevices: z.array(z.string()),
});
export type Box = z.infer<typeof boxSchema>;

/** One look at the machine. Rates are since the look before; null where the machine has no such sensor. */
export const sampleSchema = z.object({
  at: timeSchema,
  /** 0 to 1, over all cores. */
  processor: z.number().min(0).max(1),
  memoryUsedBytes: bytes,
  temperatureCelsius: z.number().nullable(),
  readBytesPerSecond: z.number().nonnegative(),
  writeBytesPerSecond: z.number().nonnegative(),
  receivedBytesPerSecond: z.number().nonnegative(),
  sentBytesPerSecond: z.number().nonnegative(),
});
export type Sample = z.infer<typeof sampleSchema>;

/**
 * `GET /api/box/events`: the box and its last two hours once (`box`, `history`), then a `sample` every two seconds; `box` again when it
 * changed. What is older than some minutes is told as means of half a minute.
 */
export const boxEventSchemas = {
  box: boxSchema,
  history: z.array(sampleSchema),
  sample: sampleSchema,
};

export const boxEndpoints = {
  getBox: endpoint('GET', '/box', { role: 'operator', summary: 'The machine: processor, memory, disks, versions.', response: boxSchema }),
  streamBox: endpoint('GET', '/box/events', {
    role: 'operator',
    summary: 'The machine and its last two hours once, then a look every two seconds (server-sent events).',
    stream: 'text/event-stream',
  }),
};
