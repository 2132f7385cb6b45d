import type { Release } from '@percloud/contract/catalog';
import { describe, expect, test } from 'vitest';
import { knownRelease } from './known-release.ts';

const release = (version: string, egress = 'none') => ({ manifest: { version, permissions: { egress } } }) as unknown as Release;
const published = [release('2.0.0-beta'), release('1.2.0'), release('1.1.0')];

describe('what may run with data from a backup', () => {
  test('what is published under that version, whatever the backup says it is', () => {
    expect(knownRelease(release('1.1.0', 'internet'), [], published)).toBe(published[2]);
  });

  test('what this box has of that version, also when it is no longer published', () => {
    const frozen = release('1.0.0');
    expect(knownRelease(release('1.0.0'), [frozen], published)).toBe(frozen);
  });

  test('the newest that is no prerelease, where that version is no longer published', () => {
    expect(knownRelease(release('1.0.0'), [], published)).toBe(published[1]);
  });

  test('nothing older, and nothing that nobody published', () => {
    expect(knownRelease(release('1.3.0'), [], published)).toBeUndefined();
    expect(knownRelease(release('1.0.0'), [], [])).toBeUndefined();
  });
});
