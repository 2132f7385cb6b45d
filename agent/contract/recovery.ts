import { z } from 'zod';
import { placeSchema, wordsSchema } from './backup-places.ts';
import { backedUpAppSchema, backupDiskSchema, backupSchema } from './backups.ts';
import { endpoint } from './endpoint.ts';
import { operationSchema } from './operations.ts';
import { passwordSchema } from './people.ts';
import { idSchema, percloudSlugSchema } from './words.ts';

/** A percloud that lies in a place, as somebody with its words sees it. */
export const foundPercloudSchema = z.object({
  percloud: idSchema,
  slug: percloudSlugSchema,
  name: z.string(),
  owners: z.array(z.string()),
  /** In the newest backup. */
  apps: z.array(backedUpAppSchema),
  /** Newest first. */
  backups: z.array(backupSchema.pick({ id: true, takenAt: true })).min(1),
});
export type FoundPercloud = z.infer<typeof foundPercloudSchema>;

export const recoveryEndpoints = {
  getRecoveryKey: endpoint('GET', '/recovery/key', {
    role: 'anyone',
    summary: 'The SSH key with which this box would sign in to a server to fetch a percloud from there; to be allowed there.',
    response: z.object({ publicKey: z.string() }),
  }),
  listRecoveryDisks: endpoint('POST', '/recovery/disks', {
    role: 'anyone',
    summary: 'Disks that are plugged in. On a box nobody has claimed its claim code is needed; else its operator asks.',
    body: z.strictObject({ code: z.string().max(40).optional() }),
    response: z.array(backupDiskSchema),
    status: 200,
  }),
  openRecovery: endpoint('POST', '/recovery', {
    role: 'anyone',
    summary:
      'Opens a place with recovery words and tells what perclouds are there. On a box nobody has claimed its claim code is needed; else its operator asks.',
    body: z.strictObject({ code: z.string().max(40).optional(), place: placeSchema, words: wordsSchema }),
    response: z.object({ recovery: idSchema, perclouds: z.array(foundPercloudSchema) }),
    status: 201,
  }),
  startRecovery: endpoint('POST', '/recovery/:recovery', {
    role: 'anyone',
    summary:
      'Brings a whole percloud to this box: its people at once, each app as soon as it is there. On a box nobody has claimed its owner becomes its operator and is signed in.',
    params: z.object({ recovery: idSchema }),
    body: z.strictObject({
      percloud: idSchema,
      backup: backupSchema.shape.id,
      /** A new password for the owner; absent: the one of then. */
      password: passwordSchema.optional(),
    }),
    response: z.object({ percloud: idSchema, operations: z.array(operationSchema) }),
    status: 202,
  }),
};
