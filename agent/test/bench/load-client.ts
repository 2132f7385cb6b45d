import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Load, Outcome } from './load.ts';

/** Its own process, so that asking takes no time from the rest: so many connections, each asking again once it was answered. */
const load: Load = JSON.parse(process.argv[2] ?? '');
const question = Buffer.from(`${[`GET ${load.path} HTTP/1.1`, ...load.headers].join('\r\n')}\r\n\r\n`);

function open(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket: Socket = load.socketPath
      ? connect(load.socketPath, () => resolve(socket))
      : connectTls({ host: '127.0.0.1', port: load.port, servername: load.hostname, ca: load.ca }, () => resolve(socket));
    socket.once('error', reject).setNoDelay(true);
  });
}

/** Asks until enough was asked by all together. */
function askOn(socket: Socket, take: () => boolean, took: (ms: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let began = 0;
    let text = '';
    const next = () => {
      if (!take()) return resolve();
      text = '';
      began = performance.now();
      socket.write(question);
    };
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (!isWhole(text)) return;
      if (!text.startsWith('HTTP/1.1 200')) return reject(new Error(text.slice(0, 400)));
      took(performance.now() - began);
      next();
    });
    socket.once('close', () => reject(new Error('the connection was closed')));
    next();
  });
}

function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1];
  return length === undefined ? text.endsWith('\r\n0\r\n\r\n') : text.length >= head + 4 + Number(length);
}

const sockets = await Promise.all(Array.from({ length: load.connections }, open));

async function round(requests: number): Promise<number[]> {
  let left = requests;
  const times: number[] = [];
  const take = () => {
    left -= 1;
    return left >= 0;
  };
  await Promise.all(
    sockets.map((socket) =>
      askOn(socket, take, (ms) => times.push(ms)).finally(() => socket.removeAllListeners('data').removeAllListeners('close')),
    ),
  );
  return times;
}

await round(load.warmUp);
const began = performance.now();
const timesMs = await round(load.requests);
const outcome: Outcome = { timesMs, seconds: (performance.now() - began) / 1000 };
process.stdout.write(JSON.stringify(outcome), () => process.exit(0));
