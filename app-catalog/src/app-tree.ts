import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Manifest } from '@percloud/contract/manifest';
import { type ManifestMistake, readManifest, renderMistake } from '@percloud/contract/read-manifest';
import { inputHash, treeHash } from './input-hash.ts';

/** What one image is built from. */
export interface ImageSource {
  /** `<app>-<image>`: its reference in the layout, with `key` behind it. */
  name: string;
  containerfile: string;
  /** What the Containerfile may copy from. */
  rootfs: string;
  /** Changes with every input but the base. */
  inputs: string;
}

export interface ReleaseSource {
  manifest: Manifest;
  icon: string;
  /** By the manifest's image names. */
  images: Record<string, ImageSource>;
}

/**
 * The releases in a directory of apps: `<id>/app.yaml` is the newest, `<id>/releases/<version>/app.yaml` are others that are still offered.
 * What the directory of such a release lacks (Containerfile, rootfs, icon), it has from the app.
 */
export function readApps(directory: string): ReleaseSource[] {
  const manifests = listDirectories(directory).flatMap((app) => {
    const home = join(directory, app);
    const others = listDirectories(join(home, 'releases')).map((version) => join(home, 'releases', version, 'app.yaml'));
    return [join(home, 'app.yaml'), ...others].map((file) => ({ home, file, name: relative(dirname(directory), file) }));
  });
  const read = manifests.map(({ home, file, name }) => ({ home, file, name, ...readManifest(readFileSync(file, 'utf8'), name) }));
  const mistakes = read.flatMap((result) => ('mistakes' in result ? result.mistakes : misplaced(result)));
  if (mistakes.length > 0) throw new Error(mistakes.map(renderMistake).join('\n'));
  return read.flatMap((result) => ('manifest' in result ? [readRelease(result.home, dirname(result.file), result.manifest)] : []));
}

function misplaced({ file, home, name, manifest }: { file: string; home: string; name: string; manifest: Manifest }): ManifestMistake[] {
  const mistakes: ManifestMistake[] = [];
  const wrong = (path: string, message: string) => mistakes.push({ file: name, line: 1, path, message });
  if (join(dirname(home), manifest.id) !== home) wrong('id', 'is not the name of its directory');
  const directory = dirname(file);
  if (directory !== home && join(home, 'releases', manifest.version) !== directory) wrong('version', 'is not the name of its directory');
  return mistakes;
}

function readRelease(home: string, directory: string, manifest: Manifest): ReleaseSource {
  const find = (name: string) => [directory, home].map((place) => join(place, name)).find((path) => existsSync(path));
  const get = (name: string) => {
    const path = find(name);
    if (!path) throw new Error(`${manifest.id} ${manifest.version} has no ${name}.`);
    return path;
  };
  const names = new Set(Object.values(manifest.services).map((service) => service.image));
  const images = [...names].map((image) => {
    const containerfile = get(image === manifest.id ? 'Containerfile' : `${image}.Containerfile`);
    const rootfs = find(image === manifest.id ? 'rootfs' : `${image}.rootfs`) ?? join(home, 'rootfs');
    const inputs = inputHash({ containerfile: readFileSync(containerfile, 'utf8'), rootfs: treeHash(rootfs) });
    return [image, { name: `${manifest.id}-${image}`, containerfile, rootfs, inputs }] as const;
  });
  return { manifest, icon: readFileSync(get('icon.svg'), 'utf8'), images: Object.fromEntries(images) };
}

function listDirectories(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const entries = readdirSync(directory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
