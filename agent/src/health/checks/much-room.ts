const muchShare = 0.1;
/** Where the disk is filling, less is much. */
const muchShareOnTightDisk = 0.02;
const tightShare = 0.15;

/** Whether what could go holds so much of the disk that it is worth a word. What is told of stays so until it holds clearly less. */
export function isMuchRoom(disk: { totalBytes: number; freeBytes: number }, heldBytes: number, isTold: boolean): boolean {
  const share = disk.freeBytes < disk.totalBytes * tightShare ? muchShareOnTightDisk : muchShare;
  return heldBytes > disk.totalBytes * share * (isTold ? 0.8 : 1);
}
