import type { Release } from '@percloud/contract/catalog';
import { newerThan } from '../catalog/releases.ts';

/**
 * What may run with data from a backup. The release that lies beside them was written by whoever has the words: it only says which one of
 * those the box knows is meant. One that is no longer published (a security update took its place) is updated on the way.
 * `published` newest first; `frozen`: those this box has of the app.
 */
export function knownRelease(found: Release, frozen: readonly Release[], published: readonly Release[]): Release | undefined {
  const { version } = found.manifest;
  const same = [...frozen, ...published].find(({ manifest }) => manifest.version === version);
  return same ?? newerThan(published, version);
}
