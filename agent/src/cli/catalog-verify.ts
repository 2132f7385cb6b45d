import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { publicKeySchema } from '@percloud/contract/catalogs';
import { auditCatalog } from '../catalog/audit-catalog.ts';
import { localCatalog } from '../host/local-catalog.ts';
import { NotSucceeded, Usage } from './exit-codes.ts';
import { printJson, size } from './output.ts';
import { plainWords } from './plain-text.ts';

interface VerifyOptions {
  key?: string;
  json?: boolean;
}

/** Reads a whole catalog and tells what is wrong with which file. */
export async function verifyCatalog(place: string | undefined, { key, json }: VerifyOptions): Promise<void> {
  const { address, publicKey } = place === undefined && key === undefined ? await localCatalog() : await catalogAt(place, key);
  const { file, blobs, bytes, faults } = await auditCatalog(address, publicKey, AbortSignal.timeout(3_600_000));
  const { name, publisher, architecture, number } = file ?? {};
  if (json) printJson({ address, name, publisher, architecture, number, blobs, bytes, faults });
  else {
    if (file)
      process.stdout.write(
        plainWords(
          `${name} by ${publisher?.name}, for ${architecture}, number ${number}: ${Object.keys(file.apps).length} apps, ${blobs} blobs, ${size(bytes)} read.\n`,
        ),
      );
    for (const { file, message } of faults) process.stdout.write(plainWords(`${file} ${message}\n`));
    process.stdout.write(faults.length === 0 ? 'Nothing is wrong with it.\n' : `${faults.length} wrong.\n`);
  }
  if (faults.length > 0) throw new NotSucceeded();
}

async function catalogAt(place: string | undefined, key: string | undefined) {
  if (place === undefined || key === undefined)
    throw new Usage(
      'Whose catalog it should be is not said.',
      'Name a directory or an address, and --key: a file, or the key itself in base64.',
    );
  const isDirectory = existsSync(resolve(place));
  const publicKey = publicKeySchema.safeParse((await readFile(key, 'utf8').catch(() => key)).trim());
  if (!publicKey.success)
    throw new Usage(`“${key}” is neither a file nor a catalog’s public key.`, 'The key has 44 characters and ends with “=”.');
  return { address: isDirectory ? pathToFileURL(resolve(place)).href : place.replace(/\/+$/, ''), publicKey: publicKey.data };
}
