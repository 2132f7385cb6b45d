import { readPercloudYaml } from './read-file.ts';

/**
 * The text without the secrets that were taken over; all else as the person wrote it.
 * @throws if what is left would not read as before: nothing was taken away then
 */
export function scrub(text: string, secrets: readonly { from: number; to: number }[]): string {
  const scrubbed = secrets
    .toSorted((one, other) => other.from - one.from)
    // What is written on several lines ends with the end of one.
    .reduce((left, { from, to }) => `${left.slice(0, from)}""${left.slice(from, to).endsWith('\n') ? '\n' : ''}${left.slice(to)}`, text);
  if (withoutSecrets(scrubbed) !== withoutSecrets(text)) throw new Error('percloud.yaml would not read the same without its secrets');
  return scrubbed;
}

const withoutSecrets = (text: string) =>
  JSON.stringify(readPercloudYaml(text).settings, (key, value: unknown) => (key === 'password' || key === 'key' ? '' : value));
