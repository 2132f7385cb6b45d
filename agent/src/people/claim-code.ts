import { randomInt, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { removeForGood } from '../remove-for-good.ts';

/** Crockford's: nothing looks like anything else, and what is mistaken anyway is read right. 8 of them are 40 bits. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export const newCode = () => {
  const code = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  return `${code.slice(0, 4)}-${code.slice(4)}`;
};

/** As it is compared: however somebody typed it. */
export const normalize = (typed: string) =>
  typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');

export function isCode(typed: string, code: string): boolean {
  const [given, expected] = [Buffer.from(normalize(typed)), Buffer.from(normalize(code))];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Root reads it on the box's screen or with the command line; who has it has the box. */
export function ensureClaimCode(path: string): string {
  if (!existsSync(path)) {
    const draft = `${path}.new`;
    rmSync(draft, { force: true });
    writeFileSync(draft, `${newCode()}\n`, { mode: 0o600, flush: true });
    renameSync(draft, path);
  }
  return readFileSync(path, 'utf8').trim();
}

export const forgetClaimCode = removeForGood;
