export type SshKeyFault = 'private' | 'putty' | 'several' | 'weak' | 'unreadable';
export type SshKey = { line: string; type: string; base64: string; comment: string } | { wrong: SshKeyFault };

const types = new Set([
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
  'sk-ssh-ed25519@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com',
]);
const rsaBitsAtLeast = 2048;

/**
 * Reads a public key as it stands in `id_ed25519.pub`: one line, type, base64, comment; no options before it.
 * Pure and for browsers too, so that a private key pasted by mistake need not leave the page.
 * @returns the key, `line` being what belongs into `authorized_keys`; or what is wrong with it. Never throws
 */
export function readSshKey(text: string): SshKey {
  const trimmed = text.trim();
  if (/^PuTTY-User-Key-File-|^---- BEGIN SSH2 PUBLIC KEY/m.test(trimmed)) return { wrong: 'putty' };
  if (/PRIVATE KEY-----|^Private-Lines:/m.test(trimmed)) return { wrong: 'private' };
  if (/[\r\n]/.test(trimmed)) return { wrong: 'several' };
  const [type = '', base64 = '', ...words] = trimmed.split(/[ \t]+/);
  const bytes = types.has(type) ? bytesOf(base64) : undefined;
  const fields = bytes && fieldsOf(bytes);
  const [named, second, third] = fields ?? [];
  if (!named || !second || new TextDecoder().decode(named) !== type) return { wrong: 'unreadable' };
  if (type === 'ssh-ed25519' && second.length !== 32) return { wrong: 'unreadable' };
  if (type === 'ssh-rsa') {
    if (!third) return { wrong: 'unreadable' };
    if (bitsOf(third) < rsaBitsAtLeast) return { wrong: 'weak' };
  }
  // Printable only: it stands in a file that is read by line.
  const comment = words
    .join(' ')
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 100);
  return { line: [type, base64, comment].filter(Boolean).join(' '), type, base64, comment };
}

function bytesOf(base64: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return undefined;
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Strings, each after its length in four bytes; undefined unless they fill it exactly. */
function fieldsOf(bytes: Uint8Array): Uint8Array[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + 4 > bytes.length) return undefined;
    const end = at + 4 + view.getUint32(at);
    if (end > bytes.length) return undefined;
    fields.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

function bitsOf(number: Uint8Array): number {
  const from = number.findIndex((byte) => byte !== 0);
  return from < 0 ? 0 : (number.length - from - 1) * 8 + (32 - Math.clz32(number[from] ?? 0));
}
