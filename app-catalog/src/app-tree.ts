import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { Manifest } from '@percloud/contract/manifest';
import { type ManifestMistake, readManifest, renderMistake } from '@percloud/contract/read-manifest';
import { parse } from 'yaml';
import { inputHash, treeHash } from './input-hash.ts';

/** What one image is built from. */
export interface ImageSource {
  /** `<app>`, or `<app>-<image>` where an app has more than one. */
  name: string;
  containerfile: string;
  /** What the Containerfile may copy from, a later directory laid over an earlier one. */
  rootfs: string[];
  /** Changes with every input but the base. */
  inputs: string;
}

export interface ReleaseSource {
  /** What `app.yaml` itself says, not a directory in `releases/`. */
  isNewest: boolean;
  manifest: Manifest;
  icon: string;
  /** By the manifest's image names. */
  images: Record<string, ImageSource>;
}

/**
 * The releases in a directory of apps: `<id>/app.yaml` is the newest. A release in `<id>/releases/<version>/` says only what is different:
 * its app.yaml is a merge patch of the app's, and its rootfs is laid over the app's.
 */
export function readApps(directory: string): ReleaseSource[] {
  const results = listDirectories(directory).flatMap((id) =>
    readApp(join(directory, id), relative(dirname(directory), join(directory, id))),
  );
  const mistakes = results.flatMap((result) => ('mistakes' in result ? result.mistakes : []));
  if (mistakes.length > 0) throw new Error(mistakes.map(renderMistake).join('\n'));
  return results.flatMap((result) => ('mistakes' in result ? [] : [result]));
}

/** The releases of one app, the newest first. `name` is how mistakes call its directory. */
export function readApp(home: string, name: string): (ReleaseSource | { mistakes: ManifestMistake[] })[] {
  const read = (directory: string, file: string, base?: unknown) => {
    const result = readManifest(readFileSync(join(directory, 'app.yaml'), 'utf8'), file, base);
    if ('mistakes' in result) return result;
    const mistakes = [
      ...misplaced(file, 'id', result.manifest.id, home),
      ...(base ? misplaced(file, 'version', result.manifest.version, directory) : []),
    ];
    return mistakes.length > 0 ? { mistakes } : readRelease(home, directory, result.manifest);
  };
  const newest: unknown = parse(readFileSync(join(home, 'app.yaml'), 'utf8'));
  const versions = listDirectories(join(home, 'releases'));
  return [
    read(home, `${name}/app.yaml`),
    ...versions.map((version) => read(join(home, 'releases', version), `${name}/releases/${version}/app.yaml`, newest)),
  ];
}

const misplaced = (file: string, path: string, value: string, directory: string): ManifestMistake[] =>
  value === basename(directory) ? [] : [{ file, line: 1, path, message: 'is not the name of its directory' }];

function readRelease(home: string, directory: string, manifest: Manifest): ReleaseSource {
  const names = new Set(Object.values(manifest.services).map((service) => service.image));
  const images = [...names].map((image) => {
    const prefix = image === manifest.id ? '' : `${image}.`;
    const containerfile = join(home, `${prefix}Containerfile`);
    if (!existsSync(containerfile)) throw new Error(`${manifest.id} uses the image ${image} but has no ${prefix}Containerfile.`);
    const rootfs = [...new Set([home, directory])].map((place) => join(place, `${prefix}rootfs`)).filter((path) => existsSync(path));
    const inputs = inputHash({ containerfile: readFileSync(containerfile, 'utf8'), rootfs: rootfs.map(treeHash).join() });
    return [image, { name: prefix === '' ? image : `${manifest.id}-${image}`, containerfile, rootfs, inputs }] as const;
  });
  return { isNewest: home === directory, manifest, icon: readFileSync(join(home, 'icon.svg'), 'utf8'), images: Object.fromEntries(images) };
}

/** Names of the directories in a directory; none where there is no such directory. */
export function listDirectories(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const entries = readdirSync(directory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
