import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Kept for the installation's life beside the view: another one signs everybody out of every app. */
export function ensureGateKey(viewPath: string): string {
  const path = `${dirname(viewPath)}/key`;
  if (!existsSync(path)) {
    writeFileSync(`${path}.new`, randomBytes(32).toString('base64'), { mode: 0o600, flush: true });
    renameSync(`${path}.new`, path);
  }
  return readFileSync(path, 'utf8');
}
