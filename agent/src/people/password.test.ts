import { expect, test } from 'vitest';
import { hashPassword, refuseWeakPassword, verifyNobody, verifyPassword } from './password.ts';

test('a hash says how it was made, is salted, and knows its password', async () => {
  const [one, two] = [await hashPassword('correct horse ñ'), await hashPassword('correct horse ñ')];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(one).not.toBe(two);
  expect(await verifyPassword('correct horse ñ', one)).toBe(true);
  // The same letter, typed on a keyboard that composes it.
  expect(await verifyPassword('correct horse n\u0303', one)).toBe(true);
  expect(await verifyPassword('correct horse n', one)).toBe(false);
});

test('a hash from before the cost was raised is still read', async () => {
  // echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1
  const old = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  expect(await verifyPassword('password', old)).toBe(true);
  expect(await verifyPassword('Password', old)).toBe(false);
});

test('nobody’s password takes as long as somebody’s and is never right', async () => {
  expect(await verifyNobody('x')).toBe(false);
});

test.each(['short', 'aaaaaaaaaaaaaa', 'abababababab', 'Password123', '1234567890', 'anamariatorres', 'contraseña123'])(
  '%s is too weak',
  (password) => {
    expect(() => refuseWeakPassword(password, 'anamariatorres', 'body.password')).toThrow(
      expect.objectContaining({ code: 'weak-password' }),
    );
  },
);

test('a few unrelated words are good', () => {
  refuseWeakPassword('lamp tiger ocean', 'ana', 'body.password');
});
