import type { Progress } from '@percloud/contract/operations';
import { z } from 'zod';

/** What restic writes with `--json`, as far as it is read: versions 0.14 to 0.18. */
export const snapshotSchema = z.object({
  id: z.string(),
  time: z.string(),
  hostname: z.string().default(''),
  tags: z.array(z.string()).default([]),
  /** What it was made of by `repair`. */
  original: z.string().optional(),
});
export type ResticSnapshot = z.infer<typeof snapshotSchema>;
/** By restic's own tag. */
export const isRepaired = ({ tags }: ResticSnapshot) => tags.includes('repaired');

export const keySchema = z.object({
  id: z.string(),
  current: z.boolean(),
  hostName: z.string().default(''),
  created: z.string().default(''),
});
export type ResticKey = z.infer<typeof keySchema>;

export const entrySchema = z.object({
  struct_type: z.literal('node'),
  name: z.string(),
  type: z.string(),
  path: z.string(),
  size: z.number().optional(),
  mtime: z.string().default(''),
});
export type ResticEntry = z.infer<typeof entrySchema>;

const statusSchema = z.object({
  message_type: z.literal('status'),
  total_bytes: z.number().default(0),
  seconds_elapsed: z.number().default(0),
  bytes_done: z.number().optional(),
  /** While restoring. */
  bytes_restored: z.number().optional(),
});

/** What `check` found. */
export const damageSchema = z
  .object({ message_type: z.literal('summary'), num_errors: z.number(), broken_packs: z.array(z.string()).nullable() })
  .transform(({ num_errors, broken_packs }) => ({ isSound: num_errors === 0, packs: broken_packs ?? [] }));
export type Damage = z.infer<typeof damageSchema>;

/** What `forget` leaves. */
export const forgottenSchema = z.array(
  z.object({
    keep: z
      .array(snapshotSchema)
      .nullable()
      .transform((kept) => kept ?? []),
  }),
);

export const summarySchema = z.object({
  message_type: z.literal('summary'),
  snapshot_id: z.string(),
  data_added: z.number(),
  total_files_processed: z.number(),
  total_bytes_processed: z.number(),
});
export type ResticSummary = z.infer<typeof summarySchema>;

/** A line as JSON; undefined where it is something else: warnings stand in between. */
export function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** How far it is; undefined where the line says something else. */
export function progressIn(said: unknown): Progress | undefined {
  const status = statusSchema.safeParse(said).data;
  if (!status) return finishedIn(said);
  const { bytes_done, bytes_restored, total_bytes: totalBytes, seconds_elapsed: seconds } = status;
  const doneBytes = bytes_done ?? bytes_restored ?? 0;
  const bytesPerSecond = seconds > 0 ? doneBytes / seconds : 0;
  const secondsLeft = bytesPerSecond > 0 ? Math.max(0, (totalBytes - doneBytes) / bytesPerSecond) : undefined;
  return { doneBytes, totalBytes, bytesPerSecond, ...(secondsLeft === undefined ? {} : { secondsLeft }) };
}

/** What went fast was over before restic had counted what there is: only its summary knows. */
function finishedIn(said: unknown): Progress | undefined {
  const bytes = summarySchema.safeParse(said).data?.total_bytes_processed;
  return bytes === undefined ? undefined : { doneBytes: bytes, totalBytes: bytes, secondsLeft: 0 };
}
