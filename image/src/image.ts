import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const imageDirectory = join(import.meta.dirname, '..');
/** Everything in between; safe to delete. */
export const workDirectory = process.env.PERCLOUD_IMAGE_CACHE ?? join(imageDirectory, '.cache');

const imageSchema = z.strictObject({ suite: z.string(), refreshed: z.iso.datetime(), sourceDate: z.iso.datetime() });
const packagesSchema = z.strictObject({
  packages: z.array(z.string()).min(1),
  exclude: z.array(z.string()).default([]),
  include: z.array(z.string()).default([]),
  /** Beside `main`. */
  components: z.array(z.string()).default([]),
  /** Whether packages may be named with `/<suite>-backports`. */
  backports: z.boolean().default(false),
  /** A tree of `image/` with files at their final paths that the packages' scripts find when they come. */
  before: z.string().optional(),
});
export type Packages = z.infer<typeof packagesSchema>;

/** `dev` is for tests alone: it has a root shell without a password on the second serial line. */
export const channels = ['stable', 'dev'] as const;
export type ImageChannel = (typeof channels)[number];

export const readImage = () => imageSchema.parse(parse(readFileSync(join(imageDirectory, 'image.yaml'), 'utf8')));

/** The lists by these names under `packages/`, as one. */
export function readPackages(...names: string[]): Packages {
  const lists = names.map((name) => packagesSchema.parse(parse(readFileSync(join(imageDirectory, `packages/${name}.yaml`), 'utf8'))));
  const all = (key: 'packages' | 'exclude' | 'include' | 'components') => [...new Set(lists.flatMap((list) => list[key]))];
  return {
    packages: all('packages'),
    exclude: all('exclude'),
    include: all('include'),
    components: all('components'),
    backports: lists.some(({ backports }) => backports),
    before: lists.find(({ before }) => before)?.before,
  };
}
