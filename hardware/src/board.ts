import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** Where the processor's temperature is read. `hwmon`, `zone`: the name the kernel's driver gives itself. */
const sensorSchema = z.union([z.strictObject({ hwmon: z.string(), label: z.string().optional() }), z.strictObject({ zone: z.string() })]);
export type Sensor = z.infer<typeof sensorSchema>;

export const partKinds = ['processor', 'ethernet', 'usb', 'sd-card', 'drive', 'video', 'power', 'audio', 'pins'] as const;
const millimetres = z.number().positive();

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
