import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode } from '../problem.ts';
import type { SignedCatalog } from './verify-catalog.ts';

/** The last good catalog, so that an unreachable one hides nothing. One file, because two can't be replaced at one instant. */
export class KeptCatalog {
  constructor(private readonly path: string) {}

  async read(): Promise<SignedCatalog | null> {
    try {
      const content = await readFile(this.path);
      const end = content.indexOf('\n');
      return { signature: content.toString('latin1', 0, end), bytes: content.subarray(end + 1) };
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return null;
      throw error;
    }
  }

  async write({ signature, bytes }: SignedCatalog) {
    await mkdir(dirname(this.path), { recursive: true });
    await writeFile(`${this.path}.partial`, Buffer.concat([Buffer.from(`${signature.trim()}\n`), bytes]), { flush: true });
    await rename(`${this.path}.partial`, this.path);
  }

  async remove() {
    await rm(this.path, { force: true });
  }
}
