import { connect } from 'node:net';

/** `reachable`, `refused` or `timeout`: what a TCP connection from in here meets within 1.5 s; else the error's code. */
export function tryConnection(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (result) => {
      socket.destroy();
      clearTimeout(timer);
      resolve(result);
    };
    const timer = setTimeout(() => end('timeout'), 1500);
    socket.on('connect', () => end('reachable'));
    socket.on('error', (error) => end(error.code === 'ECONNREFUSED' ? 'refused' : error.code));
  });
}
