import { writeFile } from 'node:fs/promises';
import { hasCode } from '../problem.ts';

export const moveArrivals = '/proc/sys/net/ipv4/tcp_migrate_req';

/**
 * Caddy opens its ports anew with every change of its routes and closes the old ones; unless told, Linux then resets whoever was just
 * arriving at these: https://docs.kernel.org/networking/ip-sysctl.html (tcp_migrate_req). Where the kernel's settings can't be written
 * (in some containers) it stays so.
 */
export async function ensureArrivalsMoveOn(): Promise<void> {
  try {
    await writeFile(moveArrivals, '1');
  } catch (error) {
    if (!['ENOENT', 'EROFS', 'EACCES', 'EPERM'].some((code) => hasCode(error, code))) throw error;
  }
}
