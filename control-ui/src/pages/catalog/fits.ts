import type { CatalogEntry, CatalogState } from '@percloud/contract/catalog';

/** Layers are downloaded packed, and lie here unpacked as well for a while. */
const unpackedFactor = 3;

export type Misfit = 'no-room' | 'no-memory' | 'little-memory';

/** What stands against an app on this machine, told before it is installed. */
export function misfitsOf({ missingBytes, memoryBytes }: CatalogEntry, machine: CatalogState['machine'] | undefined): Misfit[] {
  if (!machine) return [];
  const room: Misfit[] = missingBytes * unpackedFactor > machine.freeBytes ? ['no-room'] : [];
  if (memoryBytes > machine.memoryBytes) return [...room, 'no-memory'];
  return memoryBytes > machine.freeMemoryBytes ? [...room, 'little-memory'] : room;
}
