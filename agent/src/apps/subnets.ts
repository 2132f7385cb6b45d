/** Our own address pool, away from what homes and Docker itself use: 1,024 networks of 62 addresses. */
const pool = { first: '10.213.0.0', networks: 1024, size: 64, prefix: 26 };

/** The first subnet of the pool that overlaps none of those taken (CIDR notation). */
export function freeSubnet(taken: readonly string[]): string {
  const ranges = taken.flatMap((cidr) => rangeOf(cidr));
  const start = toNumber(pool.first);
  for (let index = 0; index < pool.networks; index += 1) {
    const from = start + index * pool.size;
    const to = from + pool.size - 1;
    if (!ranges.some((range) => range.from <= to && range.to >= from)) return `${toAddress(from)}/${pool.prefix}`;
  }
  throw new Error('every subnet of the pool is taken');
}

function rangeOf(cidr: string): { from: number; to: number }[] {
  const [address = '', prefix = '32'] = cidr.split('/');
  // IPv6 can't overlap.
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(address)) return [];
  const size = 2 ** (32 - Number(prefix));
  const from = Math.floor(toNumber(address) / size) * size;
  return [{ from, to: from + size - 1 }];
}

const toNumber = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const toAddress = (number: number) => [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
