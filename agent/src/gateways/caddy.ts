import type { X509Certificate } from 'node:crypto';
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

  /**
   * Replaces the whole configuration; Caddy keeps the one it has when it does not like the new one. Waits for one that is being restarted.
   * `anew`: also when nothing in it changed, but files it names did.
   */
  async load(config: object, { anew = false } = {}) {
    const end = performance.now() + patienceMs;
    for (;;) {
      try {
        await this.#post('/load', JSON.stringify(config), anew ? { 'cache-control': 'must-revalidate' } : {});
        return;
      } catch (error) {
        if (!isAway(error) || performance.now() > end) throw error;
        await sleep(retryMs);
      }
    }
  }

  /** Caddy answers a load before it has made the certificates of new names. False when it takes too long. */
  async hasCertificate(hostname: string, isGood: (certificate: X509Certificate) => boolean = () => true): Promise<boolean> {
    const end = performance.now() + certificatePatienceMs;
    while (performance.now() < end) {
      const certificate = await this.findCertificate(hostname);
      if (certificate && isGood(certificate)) return true;
      await sleep(20);
    }
    return false;
  }

  /** What it shows for a host name now. */
  findCertificate(hostname: string): Promise<X509Certificate | undefined> {
    return shownCertificate(hostname, this.host.httpsPort);
  }

  #post(path: string, body: string, headers: Record<string, string>): Promise<void> {
    return new Promise((resolve, reject) => {
      const failed = (cause: unknown) => reject(new Problem('caddy-unavailable', { cause }));
      const sent = request(
        {
          socketPath: paths(this.host).caddyAdmin,
          method: 'POST',
          path,
          timeout: patienceMs,
          // Caddy 2.6 answers 403 to any other name.
          headers: { host: '127.0.0.1', 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
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

/** Who trusts it is the browser's affair. */
const shownCertificate = (servername: string, port: number) =>
  new Promise<X509Certificate | undefined>((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, servername, rejectUnauthorized: false, timeout: handshakeMs });
    const answer = (certificate?: X509Certificate) => {
      socket.destroy();
      resolve(certificate);
    };
    socket
      .once('secureConnect', () => answer(socket.getPeerX509Certificate()))
      .once('error', () => answer())
      .once('timeout', () => answer());
  });
