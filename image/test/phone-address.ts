// Runs in the machine, as the phone: asks for an address by DHCP, for the image has no program that does so by itself. Prints it.
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';

const card = process.argv[2] ?? '';
const hardware = readFileSync(`/sys/class/net/${card}/address`, 'utf8')
  .trim()
  .split(':')
  .map((byte) => Number.parseInt(byte, 16));
if (networkInterfaces()[card]?.some(({ family }) => family === 'IPv4')) throw new Error(`${card} has an address already`);

/** RFC 2131, with the flag that answers have to be broadcast. */
function message(kind: number, options: readonly number[] = []): Buffer {
  const bytes = Buffer.alloc(300);
  bytes.set([1, 1, 6, 0, 1, 2, 3, 4, 0, 0, 0x80, 0]);
  bytes.set(hardware, 28);
  bytes.set([99, 130, 83, 99, 53, 1, kind, ...options, 255], 236);
  return bytes;
}

const socket = createSocket({ type: 'udp4', reuseAddr: true });
const send = (bytes: Buffer) => socket.send(bytes, 67, '255.255.255.255');
socket.on('message', (answer) => {
  const [kind, address, server] = [answer[242], [...answer.subarray(16, 20)], [...answer.subarray(20, 24)]];
  if (kind === 2) return send(message(3, [50, 4, ...address, 54, 4, ...server]));
  process.stdout.write(`${address.join('.')}\n`);
  process.exit(0);
});
socket.bind(68, () => {
  socket.setBroadcast(true);
  send(message(1));
});
setInterval(() => send(message(1)), 3_000);
setTimeout(() => process.exit(1), 30_000);
