import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { blobPath, type LayoutImage } from './oci-layout.ts';

/** Small files of an image by their paths (`var/lib/dpkg/status`), as a container would see them: an upper layer's before a lower one's. */
export async function readImageFiles(layout: string, { layers }: LayoutImage, paths: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { digest } of layers) {
    const entries = createReadStream(blobPath(layout, digest)).pipe(createGunzip()).pipe(extract());
    for await (const entry of entries) {
      const path = entry.header.name.replace(/^\.?\//, '');
      if (paths.includes(path)) found.set(path, await text(entry));
      else entry.resume();
    }
  }
  return found;
}
