import { z } from 'zod';
import { personNameSchema } from './people.ts';
import { computerNameSchema } from './words.ts';

const folderSchema = z
  .string()
  .max(400)
  .regex(/^[\w./ -]*$/, 'has a character in it that can’t be used here')
  .refine((path) => !path.split('/').includes('..'), 'must not lead upwards');
const secretSchema = z
  .string()
  .min(1, 'is missing')
  .max(400)
  .regex(/^[\x20-\x7e]+$/, 'has a character in it that can’t be used here');

/** Of a server that vouches for itself, as PEM; those of the well-known authorities need none. */
const certificateSchema = z
  .string()
  .max(20_000)
  .regex(/^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*$/, 'is not one certificate in the form PEM');

/** Of a file system, as blkid writes it. */
export const fileSystemIdSchema = z.string().regex(/^[0-9A-Za-z-]{4,40}$/, 'is not the mark of a disk');

/** Where backups go, as a person describes it. Passwords and keys are kept in files that only root reads, and never told again. */
export const placeSchema = z.discriminatedUnion('kind', [
  /** A disk of one's own, recognised wherever it is plugged in. */
  z.strictObject({ kind: z.literal('disk'), fileSystem: fileSystemIdSchema }),
  /** A computer with SSH; the box signs in with its own key. */
  z.strictObject({
    kind: z.literal('sftp'),
    host: computerNameSchema,
    port: z.number().int().min(1).max(65_535).default(22),
    user: z.string().regex(/^[a-z_][a-z0-9_.-]{0,31}$/, 'is not a user’s name'),
    folder: folderSchema.min(1, 'is missing'),
  }),
  /** Another Percloud box, where somebody has installed the app that keeps others' backups, and given out a password of it. */
  z.strictObject({
    kind: z.literal('box'),
    /** Of that app. */
    address: z
      .url({ protocol: /^https$/ })
      .max(400)
      .refine((url) => !/[@?#]/.test(url), 'has a name or a password in it: they have fields of their own'),
    user: personNameSchema,
    password: secretSchema,
  }),
  /** A server for restic: `rest-server`, `rclone serve restic`. */
  z.strictObject({
    kind: z.literal('rest'),
    address: z
      .url({ protocol: /^https?$/ })
      .max(400)
      .refine((url) => !/[@?#]/.test(url), 'has a name or a password in it: they have fields of their own'),
    user: z
      .string()
      .max(100)
      .regex(/^[\w.@-]*$/, 'has a character in it that can’t be used here')
      .default(''),
    password: secretSchema.optional(),
    certificate: certificateSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('s3'),
    /** Of the service; the bucket comes apart. */
    address: z
      .url({ protocol: /^https?$/ })
      .max(400)
      .refine((url) => !/[@?#]/.test(url), 'has a name or a password in it: they have fields of their own'),
    bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'is not the name of a bucket'),
    folder: folderSchema.default(''),
    accessKey: secretSchema,
    secretKey: secretSchema,
    certificate: certificateSchema.optional(),
  }),
]);
export type Place = z.infer<typeof placeSchema>;
export type PlaceKind = Place['kind'];

/** The 24 recovery words, in whatever way they are typed. */
export const wordsSchema = z.string().min(1, 'is missing').max(1_000);
