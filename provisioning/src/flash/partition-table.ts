const sectorBytes = 512;
const nameAt = 56;
/** A table of partitions (GPT) with its 128 entries ends before: each is 128 bytes, the first stand in the third sector. */
export const tableBytes = 64 * 1024;

/**
 * Whether a disk that begins like this is a box's: it has the partition for settings.
 * @param beginning of at least `tableBytes`, unless the disk is shorter
 */
export const isBox = (beginning: Buffer): boolean => partitionNames(beginning).includes('config');

/** UEFI specification, 5.3: the header is the second sector and says where the entries are. */
function partitionNames(beginning: Buffer): string[] {
  const header = beginning.subarray(sectorBytes, 2 * sectorBytes);
  if (header.length < sectorBytes || header.toString('latin1', 0, 8) !== 'EFI PART') return [];
  const from = Number(header.readBigUInt64LE(72)) * sectorBytes;
  const [count, entryBytes] = [header.readUInt32LE(80), header.readUInt32LE(84)];
  if (entryBytes < 128 || from + count * entryBytes > beginning.length) return [];
  return Array.from({ length: count }, (_, index) => {
    const entry = beginning.subarray(from + index * entryBytes, from + (index + 1) * entryBytes);
    return entry.toString('utf16le', nameAt, 128).replace(/\0.*$/s, '');
  });
}
