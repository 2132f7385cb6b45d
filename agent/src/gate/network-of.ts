/** Whom limits count as one: an IPv4 address, or a whole IPv6 /64, in which one neighbour has as many addresses as they like. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = [], tail = []] = address
    .replace(/%.*$/, '')
    .split('::')
    .map((half) => (half === '' ? [] : half.split(':')));
  const left = Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0');
  return [...head, ...left, ...tail].slice(0, 4).join(':');
}
