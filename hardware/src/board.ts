import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** Where the processor's temperature is read. `hwmon`, `zone`: the name the kernel's driver gives itself. */
const sensorSchema = z.union([z.strictObject({ hwmon: z.string(), label: z.string().optional() }), z.strictObject({ zone: z.string() })]);
export type Sensor = z.infer<typeof sensorSchema>;

export const partKinds = ['processor', 'ethernet', 'usb', 'sd-card', 'drive', 'video', 'power', 'audio', 'pins'] as const;
const millimetres = z.number().positive();

/** What the kernel's command line says of consoles. The last one named is where the system talks. */
const consolesSchema = z.strictObject({
  /** For people: the attached screen. */
  stable: z.string(),
  /** For tests. */
  dev: z.string(),
});

const imageFields = {
  /** Which image starts this board: `percloud-<name>-<version>.img`. One image may serve several boards. */
  name: z.string(),
  /** Which list of `image/packages/` its system has on top. Images with the same list have the same system. */
  packages: z.string(),
  consoles: consolesSchema,
};

const imageSchema = z.discriminatedUnion('boot', [
  /** UEFI firmware that starts GRUB; it keeps in files which slot is the default and which is tried. */
  z.strictObject({ boot: z.literal('efi-grub'), ...imageFields }),
  /** The board's own firmware chooses the slot's partition, by `autoboot.txt` and a flag that a reboot leaves (“tryboot”). */
  z.strictObject({
    boot: z.literal('firmware'),
    ...imageFields,
    /** Descriptions of the board that its firmware looks for, among the kernel's (`/usr/lib/linux-image-*`). */
    deviceTrees: z.array(z.string()).min(1),
    /** Files of the package raspi-firmware that the board starts from; none where it has them in its own memory. */
    firmware: z.array(z.string()).default([]),
    /** The oldest boot loader in the board's memory (EEPROM) that the image starts with: a date. */
    oldestBootLoader: z.iso.date(),
  }),
]);
/** How an image starts a board. */
export type BoardImage = z.infer<typeof imageSchema>;

const boardSchema = z.strictObject({
  /** Which machines are this board. The one with a model wins over the one with an architecture only. */
  match: z.strictObject({
    /** A regular expression on what the machine says it is (device tree or DMI). */
    model: z.string().optional(),
    /** As Node calls it. */
    architecture: z.enum(['arm64', 'x64']),
  }),
  temperature: z.strictObject({
    /** The first that exists counts. */
    sensors: z.array(sensorSchema).min(1),
    /** From here on it is warm, which is fine … */
    warmCelsius: z.number(),
    /** … from here on hot: it could do with more air … */
    hotCelsius: z.number(),
    /** … and from here on it slows itself down. */
    limitCelsius: z.number(),
  }),
  /** Only boards that an image is made for have one; the others run Percloud on a Debian of their own. */
  image: imageSchema.optional(),
  /** What resets the board when the system hangs: the kernel's driver, and for how many seconds it can be told to wait at most. */
  watchdog: z.strictObject({ driver: z.string(), maxSeconds: z.number().positive() }).optional(),
  /** Lights the kernel can switch: their names under `/sys/class/leds`. */
  leds: z.array(z.strictObject({ name: z.string(), shows: z.enum(['activity', 'power']) })).default([]),
  power: z
    .strictObject({
      /** What the board should be fed with. */
      supplyWatts: z.number().positive(),
      /** A file with the firmware's flags for too little voltage and too much heat, a hexadecimal number: see `readThrottling`. */
      throttling: z.string().optional(),
    })
    .optional(),
  /** What surprises on this board, for people. */
  quirks: z.array(z.string()).default([]),
  /** Seen from above, to scale; `x` and `y` from the upper left corner. Connectors may stick out. */
  drawing: z.strictObject({
    widthMm: millimetres,
    heightMm: millimetres,
    parts: z.array(z.strictObject({ kind: z.enum(partKinds), x: z.number(), y: z.number(), width: millimetres, height: millimetres })),
  }),
});

/** What a board has: one file `boards/<id>.yaml`. */
export type Board = z.infer<typeof boardSchema> & { id: string };

/**
 * Reads every `<id>.yaml` of a directory.
 * @throws where a file is not a board: zod's words, with the file's name.
 */
export async function readBoards(directory: string): Promise<Board[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    names.map(async (name) => {
      const parsed = boardSchema.safeParse(parse(await readFile(join(directory, name), 'utf8')));
      if (!parsed.success) throw new Error(`${join(directory, name)}: ${z.prettifyError(parsed.error)}`);
      return { id: name.replace(/\.yaml$/, ''), ...parsed.data };
    }),
  );
}

/** The board a machine is, by its model, else by its architecture; undefined where no file fits. */
export function findBoard(boards: readonly Board[], machine: { model: string; architecture: string }): Board | undefined {
  const fitting = boards.filter(({ match }) => match.architecture === machine.architecture);
  return (
    fitting.find(({ match }) => match.model !== undefined && new RegExp(match.model).test(machine.model)) ??
    fitting.find(({ match }) => match.model === undefined)
  );
}
