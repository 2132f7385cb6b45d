import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { arch } from 'node:process';
import { withLock } from './lock.ts';
import { runCommand } from './run-command.ts';

/** Every file in an image carries this time, so that the same inputs give the same digests on any day. */
export const imageTime = Date.UTC(2026, 0, 1) / 1000;

export type Architecture = 'amd64' | 'arm64';

export interface Builder {
  architecture: Architecture;
  /** Everything that can be made again: buildah's storage, the base's tar, the layout images are built into. */
  cache: string;
  /** Files seen at /run/percloud-build while an image is built: the package sources. */
  buildFiles: string;
}

export const nativeArchitecture: Architecture = arch === 'arm64' ? 'arm64' : 'amd64';

/** Nobody else builds with the same cache meanwhile. */
export function withBuilder<T>(
  architecture: Architecture,
  work: (builder: Builder) => Promise<T>,
  cache = join(import.meta.dirname, '../dist/.cache', architecture),
): Promise<T> {
  return withLock(`${cache}.lock`, () => work({ architecture, cache, buildFiles: join(cache, 'build-files') }));
}

/** What is built from a Containerfile. */
interface ImageBuild {
  name: string;
  containerfile: string;
  context: string;
  /** What its FROM stands for. */
  from?: string;
  labels?: Record<string, string>;
}

/** Builds a Containerfile as `localhost/percloud/<name>`. */
export async function buildImage(builder: Builder, { name, containerfile, context, from, labels = {} }: ImageBuild): Promise<void> {
  const volume = `${builder.buildFiles}:/run/percloud-build:ro`;
  await buildah(builder, [
    'build',
    ...['--isolation', 'chroot', '--layers', '--timestamp', String(imageTime), '--arch', builder.architecture],
    ...(from ? ['--from', imageName(from)] : []),
    ...Object.entries(labels).flatMap(([label, value]) => ['--label', `${label}=${value}`]),
    // Newer ones ask for a million files and processes, which not every machine lets even root have.
    ...['--ulimit', 'nofile=1024:4096', '--ulimit', 'nproc=4096:4096'],
    ...['--pull=never', '--volume', volume, '--tag', imageName(name), '--file', containerfile, context],
  ]);
}

/** Writes a built image into an OCI layout under a reference; layers already there are not written again. */
export async function exportImage(builder: Builder, name: string, layout: string, reference: string): Promise<void> {
  await buildah(builder, ['push', '--format', 'oci', imageName(name), `oci:${layout}:${reference}`]);
}

export async function tagImage(builder: Builder, name: string, tag: string): Promise<void> {
  await buildah(builder, ['tag', imageName(name), imageName(tag)]);
}

export async function hasImage(builder: Builder, name: string): Promise<boolean> {
  const images = await buildah(builder, ['images', '--format', '{{.Name}}:{{.Tag}}']);
  return images.split('\n').includes(imageName(name));
}

const imageName = (name: string) => `localhost/percloud/${name}`;

/** A storage of our own, so that a developer's own containers are left alone. */
function buildah(builder: Builder, [command = '', ...args]: string[]): Promise<string> {
  const storage = ['--root', `${builder.cache}/storage`, '--runroot', `${builder.cache}/run`, '--storage-driver', 'overlay'];
  mkdirSync(`${builder.cache}/tmp`, { recursive: true });
  return runCommand('buildah', [...storage, command, ...args], { env: { TMPDIR: `${builder.cache}/tmp` } });
}
