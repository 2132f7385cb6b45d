import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, copyFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeIntermediate, makeRoot } from './certificates.ts';
import { flushFile } from './flush-file.ts';

const renewed = ['root.crt', 'intermediate.key', 'intermediate.crt'] as const;
const successorsOf = (ca: string, operation: string) => join(ca, `new-${operation}`);
const predecessorsOf = (ca: string, operation: string) => join(ca, `old-${operation}`);
const rootEndsSoonMs = 90 * 24 * 3_600_000;

/** Whether the root itself has to be made anew: then everybody has to trust it once more. */
async function rootEndsSoon(ca: string): Promise<boolean> {
  const { validTo } = new X509Certificate(await readFile(join(ca, 'root.crt')));
  return Date.parse(validTo) - Date.now() < rootEndsSoonMs;
}

/** Beside the present ones, for one operation: an intermediate with a key of its own, and a root that may be the old one. */
export async function makeSuccessors(ca: string, operation: string, boxId: string) {
  const work = successorsOf(ca, operation);
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { mode: 0o700 });
  await copyFile(join(ca, 'root.key'), join(work, 'root.key'));
  if (await rootEndsSoon(ca)) await makeRoot(work, boxId);
  else await copyFile(join(ca, 'root.crt'), join(work, 'root.crt'));
  await makeIntermediate(work, boxId);
}

/** May run twice: the old ones are kept the first time. */
export async function installCertificates(ca: string, operation: string) {
  const old = predecessorsOf(ca, operation);
  if (!existsSync(old)) {
    const work = `${old}.part`;
    await mkdir(work, { recursive: true, mode: 0o700 });
    for (const name of renewed) await copyFile(join(ca, name), join(work, name));
    await rename(work, old);
  }
  await copyInto(ca, successorsOf(ca, operation));
}

export async function putBackCertificates(ca: string, operation: string) {
  const old = predecessorsOf(ca, operation);
  if (existsSync(old)) await copyInto(ca, old);
}

export async function removeCertificatesOf(ca: string, operation: string) {
  const old = predecessorsOf(ca, operation);
  for (const path of [successorsOf(ca, operation), old, `${old}.part`]) await rm(path, { recursive: true, force: true });
}

/** With owner and mode of those whose place they take. */
async function copyInto(ca: string, from: string) {
  for (const name of renewed) {
    const { uid, gid, mode } = await stat(join(ca, name));
    const next = join(ca, `${name}.next`);
    await copyFile(join(from, name), next);
    await chown(next, uid, gid);
    await chmod(next, mode);
    await flushFile(next);
    await rename(next, join(ca, name));
  }
}
