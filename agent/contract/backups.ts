import { z } from 'zod';
import { fileSystemIdSchema, placeSchema, wordsSchema } from './backup-places.ts';
import { endpoint } from './endpoint.ts';
import { operationSchema } from './operations.ts';
import { problemSchema } from './problems.ts';
import { appSlugSchema, catalogAppIdSchema, idSchema, timeSchema } from './words.ts';

const bytes = z.number().int().nonnegative();
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time such as 03:30');
export const scheduleSchema = z.strictObject({
  every: z.enum(['day', 'week', 'never']),
  /** On the box's clock. */
  at: timeOfDay,
  /** One that was missed or put off is not begun later than this; absent: at any time. May lie beyond midnight. */
  until: timeOfDay.optional(),
  /** For `week`; Sunday is 0. */
  weekday: z.number().int().min(0).max(6),
});
/** Why the box waits with a backup that is due: it is hot, has much to do, lives on a battery, or its network costs by the byte. */
export const hindranceSchema = z.enum(['hot', 'busy', 'battery', 'metered']);
export type Hindrance = z.infer<typeof hindranceSchema>;
export type Schedule = z.infer<typeof scheduleSchema>;

/** The newest of each of so many days, weeks and months. */
export const keepSchema = z.strictObject({
  daily: z.number().int().min(1).max(366),
  weekly: z.number().int().min(0).max(520),
  monthly: z.number().int().min(0).max(120),
});
export type Keep = z.infer<typeof keepSchema>;

export const backedUpAppSchema = z.object({
  id: idSchema,
  slug: appSlugSchema,
  catalogApp: catalogAppIdSchema,
  /** "WordPress 6.8". */
  program: z.string(),
  version: z.string(),
});

export const backupSchema = z.object({
  /** Restic's own name for it, whole. */
  id: z.string().regex(/^[0-9a-f]{64}$/),
  target: idSchema,
  takenAt: timeSchema,
  /** Null where it was made by another box and not looked into yet. */
  sizeBytes: bytes.nullable(),
  files: z.number().int().nonnegative().nullable(),
  /** What it brought that was not there before. */
  addedBytes: bytes.nullable(),
  apps: z.array(backedUpAppSchema),
  /** When it was last opened again to see whether all is in it, and what came of it; null: not yet. */
  proof: z.object({ at: timeSchema, problem: problemSchema.nullable() }).nullable(),
});
export type Backup = z.infer<typeof backupSchema>;

export const targetSchema = z.object({
  id: idSchema,
  kind: z.enum(['disk', 'box', 'sftp', 'rest', 's3']),
  /** For people: what the disk is called, the server's address. Never a password. */
  place: z.string(),
  /** `needs-words`: nobody could open it but this box, so nothing is kept there yet. */
  state: z.enum(['needs-words', 'ready']),
  /** It lets nobody delete, not even a box that was broken into; it keeps every backup. */
  appendOnly: z.boolean(),
  /** It was brought back from where no further key could be made: the box has to keep the recovery words until a backup works there. */
  keepsWords: z.boolean(),
  schedule: scheduleSchema,
  keep: keepSchema,
  /** Null: as fast as it goes. */
  limitBytesPerSecond: bytes.nullable(),
  newest: backupSchema.nullable(),
  backups: z.number().int().nonnegative(),
  /** When the next one is due; null: never by itself. */
  nextAt: timeSchema.nullable(),
  /** Why one that is due is put off; null: none is. */
  waitsFor: hindranceSchema.nullable(),
  /** Why the last one did not work, until one does. */
  lastProblem: z.object({ problem: problemSchema, at: timeSchema }).nullable(),
  /** The backup that is being made. */
  operation: idSchema.nullable(),
});
export type Target = z.infer<typeof targetSchema>;

/** A disk that is plugged in and can take backups. */
export const backupDiskSchema = z.object({
  fileSystem: fileSystemIdSchema,
  /** What somebody called it, else what is printed on it. */
  name: z.string(),
  sizeBytes: bytes,
  freeBytes: bytes.nullable(),
  /** `ext4`, `exfat`. */
  format: z.string(),
});
export type BackupDisk = z.infer<typeof backupDiskSchema>;

export const backupEntrySchema = z.object({
  name: z.string(),
  kind: z.enum(['folder', 'file', 'other']),
  sizeBytes: bytes.nullable(),
  changedAt: z.string(),
});
export type BackupEntry = z.infer<typeof backupEntrySchema>;

/** Something that opens the repository: a key of restic's. */
export const backupKeySchema = z.object({
  id: z.string().regex(/^[0-9a-f]{8,64}$/),
  /** `words`: the owner's recovery words; `this-box`; `other`: a box of before. */
  of: z.enum(['words', 'this-box', 'other']),
  madeAt: z.string(),
  /** The computer it was made on, as it called itself. */
  madeOn: z.string(),
});
export type BackupKey = z.infer<typeof backupKeySchema>;

const percloudParams = z.object({ percloud: idSchema });
const targetParams = percloudParams.extend({ target: idSchema });
const backupParams = targetParams.extend({ backup: backupSchema.shape.id });
/** Within an app's volumes: `uploads/2026/beach.jpg`. */
const pathSchema = z
  .string()
  .max(4_000)
  .refine((path) => !path.split('/').includes('..') && !path.includes('\0'), 'must not lead upwards');
const started = { response: operationSchema, status: 202 } as const;

export const backupEndpoints = {
  listBackupDisks: endpoint('GET', '/perclouds/:percloud/backup-disks', {
    role: 'owner',
    summary: 'Disks that are plugged in and can take backups: not those the box itself lives on.',
    params: percloudParams,
    response: z.array(backupDiskSchema),
  }),
  getBackupKey: endpoint('GET', '/perclouds/:percloud/backup-key', {
    role: 'owner',
    summary: 'The SSH key with which the box signs in to servers that keep this percloud’s backups; to be allowed there.',
    params: percloudParams,
    response: z.object({ publicKey: z.string() }),
  }),
  listBackupTargets: endpoint('GET', '/perclouds/:percloud/backup-targets', {
    role: 'owner',
    summary: 'Where this percloud’s backups are kept, and how they stand.',
    params: percloudParams,
    response: z.array(targetSchema),
  }),
  addBackupTarget: endpoint('POST', '/perclouds/:percloud/backup-targets', {
    role: 'owner',
    summary: 'A place for backups: an empty repository is made there. It is used once its recovery words are known to the owner.',
    params: percloudParams,
    body: z.strictObject({
      place: placeSchema,
      /** Of backups of this percloud that lie there already: they are taken on. */
      words: wordsSchema.optional(),
    }),
    response: targetSchema,
    status: 201,
  }),
  changeBackupTarget: endpoint('PATCH', '/perclouds/:percloud/backup-targets/:target', {
    role: 'owner',
    summary: 'When backups are made, how many are kept, how fast they may go.',
    params: targetParams,
    body: z.strictObject({
      schedule: scheduleSchema.optional(),
      keep: keepSchema.optional(),
      limitBytesPerSecond: bytes.min(10_000).nullable().optional(),
    }),
    response: targetSchema,
  }),
  removeBackupTarget: endpoint('POST', '/perclouds/:percloud/backup-targets/:target/remove', {
    role: 'owner',
    summary: 'No more backups there; those that are there stay, and open with the recovery words. Its place is typed to confirm.',
    params: targetParams,
    body: z.strictObject({ confirm: z.string().max(500) }),
  }),
  makeRecoveryWords: endpoint('POST', '/perclouds/:percloud/backup-targets/:target/words', {
    role: 'owner',
    summary:
      'New recovery words, told this once. They open nothing before three of them were said back; then those of before open nothing any more.',
    params: targetParams,
    response: z.object({ words: z.array(z.string()).length(24), ask: z.array(z.number().int().min(1).max(24)).length(3) }),
    status: 201,
  }),
  confirmRecoveryWords: endpoint('POST', '/perclouds/:percloud/backup-targets/:target/words/confirm', {
    role: 'owner',
    summary: 'The three words that were asked for, in their order. From now on the words open the backups; the box forgets them.',
    params: targetParams,
    body: z.strictObject({ words: z.array(z.string().max(40)).length(3) }),
    response: targetSchema,
  }),
  useRecoveryWords: endpoint('PUT', '/perclouds/:percloud/backup-targets/:target/words', {
    role: 'owner',
    summary: 'Words the owner has already, from another place of the same percloud, open this one as well.',
    params: targetParams,
    body: z.strictObject({ words: wordsSchema }),
    response: targetSchema,
  }),
  makeBackup: endpoint('POST', '/perclouds/:percloud/backup-targets/:target/backups', {
    role: 'owner',
    summary: 'Makes a backup now.',
    params: targetParams,
    ...started,
  }),
  drillBackup: endpoint('POST', '/perclouds/:percloud/backup-targets/:target/backups/:backup/drill', {
    role: 'owner',
    summary:
      'Opens a backup to prove it: part of it is read through, each app is brought back where nobody sees it, started, asked how it is, and thrown away.',
    params: backupParams,
    ...started,
  }),
  mendBackups: endpoint('POST', '/perclouds/:percloud/backup-targets/:target/mend', {
    role: 'owner',
    summary:
      'Reads through all that is kept in a place, takes out what is damaged, and writes there once more what the box still has of it: backups of before are whole again by it. Backups in which something is that the box has no more are marked.',
    params: targetParams,
    ...started,
  }),
  listBackups: endpoint('GET', '/perclouds/:percloud/backup-targets/:target/backups', {
    role: 'owner',
    summary: 'The backups that are kept, newest first.',
    params: targetParams,
    response: z.array(backupSchema),
  }),
  listBackupFiles: endpoint('GET', '/perclouds/:percloud/backup-targets/:target/backups/:backup/apps/:app/files', {
    role: 'owner',
    summary: 'What lies in a folder of an app, as it was then.',
    params: backupParams.extend({ app: idSchema }),
    query: z.object({ path: pathSchema.default('') }),
    response: z.array(backupEntrySchema),
  }),
  readBackupFile: endpoint('GET', '/perclouds/:percloud/backup-targets/:target/backups/:backup/apps/:app/file', {
    role: 'owner',
    summary: 'One file as it was then, or a folder as a tar archive.',
    params: backupParams.extend({ app: idSchema }),
    query: z.object({ path: pathSchema.min(1) }),
    stream: 'application/octet-stream',
  }),
  restoreAppFromBackup: endpoint('POST', '/perclouds/:percloud/backup-targets/:target/backups/:backup/restore', {
    role: 'owner',
    summary: 'Brings an app back as it was then: in place of what it is now (which is kept as a snapshot), or as another app beside it.',
    params: backupParams,
    body: z.strictObject({ app: idSchema, as: z.enum(['now', 'beside']) }),
    ...started,
  }),
  putBackFile: endpoint('POST', '/perclouds/:percloud/backup-targets/:target/backups/:backup/apps/:app/put-back', {
    role: 'owner',
    summary:
      'Puts a file or folder of an app back to where it was then. What the app is now is kept as a snapshot; in a folder, what has other names stays.',
    params: backupParams.extend({ app: idSchema }),
    body: z.strictObject({ path: pathSchema.min(1) }),
    ...started,
  }),
  listBackupKeys: endpoint('GET', '/perclouds/:percloud/backup-targets/:target/keys', {
    role: 'owner',
    summary: 'What opens the backups in a place: the recovery words, this box, boxes of before.',
    params: targetParams,
    response: z.array(backupKeySchema),
  }),
  revokeBackupKey: endpoint('DELETE', '/perclouds/:percloud/backup-targets/:target/keys/:key', {
    role: 'owner',
    summary: 'A box that was stolen or given away no longer opens the backups. Neither this box’s own key nor the words can be revoked.',
    params: targetParams.extend({ key: backupKeySchema.shape.id }),
  }),
};
