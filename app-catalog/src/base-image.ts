import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Mirrors, renderSourcesList } from './apt-sources.ts';
import { type Builder, buildImage, hasImage, imageTime, tagImage } from './builder.ts';
import { copyNormalized, inputHash, treeHash } from './input-hash.ts';
import { runCommand } from './run-command.ts';

const baseSchema = z.strictObject({
  suite: z.string(),
  refreshed: z.iso.datetime(),
  packages: z.array(z.string()),
  exclude: z.array(z.string()),
  include: z.array(z.string()),
});

/** What apps are built from. An image names it in its history, so it must not have the base's key in its name: a new base with equal files gives equal images. */
export const currentBase = 'base:current';

export interface Base {
  /** Debian's name for its release: `trixie`. */
  suite: string;
  key: string;
  ensure: (builder: Builder, mirrors: Mirrors) => Promise<void>;
}

/** Debian, made here and from Debian alone: no image comes from anybody else's registry. */
export function readBase(directory: string, architecture: string): Base {
  const text = readFileSync(join(directory, 'base.yaml'), 'utf8');
  const { suite, packages, exclude, include } = baseSchema.parse(parse(text));
  const containerfile = join(directory, 'Containerfile');
  const rootfs = join(directory, 'rootfs');
  const key = inputHash({ text, containerfile: readFileSync(containerfile, 'utf8'), rootfs: treeHash(rootfs), architecture });

  const ensure = async (builder: Builder, mirrors: Mirrors) => {
    const isThere = await hasImage(builder, `base:${key}`);
    // Everything in the cache stands on the base: what stood on another one is of no use any more.
    if (!isThere) rmSync(builder.cache, { recursive: true, force: true });
    mkdirSync(builder.buildFiles, { recursive: true });
    writeFileSync(join(builder.buildFiles, 'sources.list'), renderSourcesList(suite, mirrors));
    if (!isThere) await build(builder);
    await tagImage(builder, `base:${key}`, currentBase);
  };

  const build = async (builder: Builder) => {
    const context = join(builder.cache, 'base');
    mkdirSync(context, { recursive: true });
    copyNormalized(rootfs, join(context, 'rootfs'));
    await runCommand(
      'mmdebstrap',
      [
        '--variant=minbase',
        `--architectures=${architecture}`,
        `--include=${packages.join(',')}`,
        ...exclude.map((path) => `--dpkgopt=path-exclude=${path}`),
        ...include.map((path) => `--dpkgopt=path-include=${path}`),
        '--aptopt=Acquire::Languages "none"',
        '--aptopt=APT::Install-Recommends "false"',
        // The mirror is this machine's affair, and an image must not depend on it.
        '--customize-hook=rm -rf "$1"/etc/apt/sources.list "$1"/etc/apt/sources.list.d/*',
        suite,
        join(context, 'debian.tar'),
        join(builder.buildFiles, 'sources.list'),
      ],
      { env: { SOURCE_DATE_EPOCH: String(imageTime) } },
    );
    await buildImage(builder, { name: `base:${key}`, containerfile, context });
    rmSync(context, { recursive: true });
  };
  return { suite, key, ensure };
}
