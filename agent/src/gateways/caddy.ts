import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { Injectable } from '@nestjs/common';
import { Host } from '../host/host.module.ts';
import { paths } from '../host/host-config.ts';
import { hasCode, Problem } from '../problem.ts';

const patienceMs = 15_000;
const retryMs = 100;
const certificatePatienceMs = 5_000;
const handshakeMs = 1_000;

/** Caddy's admin API on its unix socket. By node:http: newer Caddys refuse the headers `fetch` adds. */
@Injectable()
export class Caddy {
  constructor(private readonly host: Host) {}

  /** Replaces the whole configuration; Caddy keeps the one it has when it does not like the new one. Waits for one that is being restarted. */
  async load(config: object) {
    const end = performance.now() + patienceMs;
    for (;;) {
      try {
        await this.#post('/load', JSON.stringify(config));
        return;
      } catch (error) {
        if (!isAway(error) || performance.now() > end) throw error;
        await sleep(retryMs);
      }
    }
  }

  /** Caddy answers a load before it has made the certificates of new names. False when it takes too long. */
  async hasCertificate(hostname: string): Promise<boolean> {
    const end = performance.now() + certificatePatienceMs;
    while (performance.now() < end) {
      if (await shakesHands(hostname, this.host.httpsPort)) return true;
      await sleep(20);
    }
    return false;
  }

  #post(path: string, body: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const failed = (cause: unknown) => reject(new Problem('caddy-unavailable', { cause }));
      const sent = request(
        {
          socketPath: paths(this.host).caddyAdmin,
          method: 'POST',
          path,
          timeout: patienceMs,
          // Caddy 2.6 answers 403 to any other name.
          headers: { host: '127.0.0.1', 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (part: string) => {
            text += part;
          });
          response.on('error', failed);
          response.on('end', () => (response.statusCode === 200 ? resolve() : failed(new Error(`Caddy: ${response.statusCode} ${text}`))));
        },
      );
      sent.on('timeout', () => sent.destroy(new Error('Caddy does not answer')));
      sent.on('error', failed);
      sent.end(body);
    });
  }
}

const isAway = (error: unknown) =>
  error instanceof Problem && ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE'].some((code) => hasCode(error.cause, code));

/** Only whether there is a certificate: who trusts it is the browser's affair. */
const shakesHands = (servername: string, port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, servername, rejectUnauthorized: false, timeout: handshakeMs });
    const answer = (good: boolean) => {
      socket.destroy();
      resolve(good);
    };
    socket
      .once('secureConnect', () => answer(true))
      .once('error', () => answer(false))
      .once('timeout', () => answer(false));
  });
