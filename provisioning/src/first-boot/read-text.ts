/** What an editor wrote: UTF-8 with or without its mark, or UTF-16 as older Windows has it. Lines end as they did. */
export function readText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decode('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decode('utf-16be', bytes);
  // Without a mark: letters of our keys are zeros in every other byte.
  if (bytes.length > 1 && second === 0 && first !== 0) return decode('utf-16le', bytes);
  if (bytes.length > 1 && first === 0 && second !== 0) return decode('utf-16be', bytes);
  try {
    return decode('utf-8', bytes);
  } catch {
    return decode('windows-1252', bytes);
  }
}

/** A mark at the begin is left out. */
const decode = (encoding: string, bytes: Uint8Array) => new TextDecoder(encoding, { fatal: encoding === 'utf-8' }).decode(bytes);
