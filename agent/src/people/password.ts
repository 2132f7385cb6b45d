import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { inTurn } from '../in-turn.ts';
import { Problem } from '../problem.ts';
import { commonPasswords } from './common-passwords.ts';

const derive = promisify(argon2);

/** OWASP's smallest: 19 MiB, two passes, one lane. */
const cost = { memory: 19 * 1024, passes: 2, parallelism: 1 };
const tagLength = 32;

/** One at a time: a flood of sign-ins costs waiting, not the box's memory and both its cores. */
const oneByOne = inTurn();

/** `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, as everybody writes it: the cost can rise later and old hashes still be read. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await oneByOne(() => derive('argon2id', { message: password.normalize('NFC'), nonce, ...cost, tagLength }));
  return encode(nonce, tag);
}

const encode = (nonce: Uint8Array, tag: Uint8Array) =>
  `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(nonce)}$${unpadded(tag)}`;

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored);
  if (!parts) throw new Error('A stored password hash can’t be read');
  const [, memory, passes, parallelism, salt = '', hash = ''] = parts;
  const nonce = Buffer.from(salt, 'base64');
  const expected = Buffer.from(hash, 'base64');
  const tag = await oneByOne(() =>
    derive('argon2id', {
      message: password.normalize('NFC'),
      nonce,
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
      tagLength: expected.length,
    }),
  );
  return timingSafeEqual(tag, expected);
}

/** Takes as long as a real check and always fails: how long an answer takes must not tell which names exist. */
export async function verifyNobody(password: string): Promise<false> {
  await verifyPassword(password, encode(randomBytes(16), randomBytes(tagLength)));
  return false;
}

/** The contract's schema already asks for ten characters; this refuses what is guessed first. */
export function refuseWeakPassword(password: string, name: string, field: string) {
  const plain = password.toLowerCase();
  const oneLetter = new Set(plain).size < 4;
  if (plain.length < 10 || oneLetter || plain === name || plain === name.repeat(2) || commonPasswords.has(plain))
    throw new Problem('weak-password', { fields: [{ path: field, message: 'is too easy to guess', rule: 'too-easy' }] });
}

const unpadded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
