import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readSshKey } from './ssh-key.ts';

const directory = mkdtempSync(join(tmpdir(), 'ssh-key-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Real keys, by the real program. */
function make(type: string, bits: string): { secret: string; open: string } {
  const file = join(directory, `${type}-${bits}`);
  execFileSync('ssh-keygen', ['-q', '-t', type, ...(bits ? ['-b', bits] : []), '-N', '', '-C', 'ada at home', '-f', file]);
  return { secret: readFileSync(file, 'utf8'), open: readFileSync(`${file}.pub`, 'utf8') };
}
const ed25519 = make('ed25519', '');

test.each([
  ['ed25519', '', 'ssh-ed25519'],
  ['ecdsa', '256', 'ecdsa-sha2-nistp256'],
  ['ecdsa', '521', 'ecdsa-sha2-nistp521'],
  ['rsa', '2048', 'ssh-rsa'],
])('a key of the type %s %s is read', (kind, bits, type) => {
  const { open } = make(kind, bits || '256');
  expect(readSshKey(`  ${open}\n`)).toEqual({ line: open.trim(), type, base64: open.split(' ')[1], comment: 'ada at home' });
});

test('a key on a security token is read', () => {
  const string = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  const name = 'sk-ssh-ed25519@openssh.com';
  const base64 = Buffer.concat([string(Buffer.from(name)), string(Buffer.alloc(32, 7)), string(Buffer.from('ssh:'))]).toString('base64');
  expect(readSshKey(`${name} ${base64}`)).toMatchObject({ type: name, line: `${name} ${base64}` });
});

test.each([
  ['private', ed25519.secret],
  ['private', '-----BEGIN RSA PRIVATE KEY-----\nMIIE'],
  ['putty', 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none'],
  ['putty', '---- BEGIN SSH2 PUBLIC KEY ----\nComment: "x"'],
  ['several', ed25519.open + ed25519.open],
  ['weak', make('rsa', '1024').open],
  ['unreadable', ''],
  ['unreadable', 'hello'],
  ['unreadable', 'ssh-dss AAAAB3NzaC1kc3MAAACB'],
  ['unreadable', `command="rm -rf /" ${ed25519.open}`],
  ['unreadable', ed25519.open.replace('ssh-ed25519', 'ssh-rsa')],
  ['unreadable', ed25519.open.slice(0, 50)],
  ['unreadable', 'ssh-ed25519 AAAA'],
  ['unreadable', 'ssh-ed25519 ////////'],
])('is %s: %.40s', (wrong, text) => {
  expect(readSshKey(text)).toEqual({ wrong });
});

test('what a comment holds stays on its line', () => {
  const key = readSshKey(`${ed25519.open.trim()} \u0000\u001b[2J ñ`);
  expect('line' in key && key.line).toMatch(/^[\x20-\x7e]+$/);
});
