import { execFile } from 'node:child_process';
import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { promisify } from 'node:util';
import type { HostConfig } from '../../host/host-config.ts';

const exec = promisify(execFile);
const patienceMs = 10_000;

/** How many seconds this machine's clock is ahead: by chrony on a box, else by the server of the catalog. Null: there is nobody to ask. */
export async function askWitness(host: Pick<HostConfig, 'kind' | 'catalog'>): Promise<number | null> {
  const byChrony = host.kind === 'box' ? await exec('chronyc', ['-c', 'tracking']).then(({ stdout }) => parseTracking(stdout)) : null;
  if (byChrony !== null) return byChrony;
  const { address } = host.catalog;
  return /^https?:/.test(address) ? askServer(`${address}/catalog.json`) : null;
}

/** `chronyc -c tracking`: the fifth column is how far the clock is behind, the last whether chrony knows the time at all. */
export function parseTracking(csv: string): number | null {
  const columns = csv.trim().split(',');
  const [behind, status] = [Number(columns[4]), columns.at(-1)];
  if (columns.length < 14 || !Number.isFinite(behind)) throw new Error(`chrony said: ${csv}`);
  return status === 'Not synchronised' ? null : -behind;
}

/** By the header `Date` of its answer. */
export async function askServer(url: string): Promise<number | null> {
  const before = Date.now();
  const { headers } = await head(url);
  const date = Date.parse(headers.date ?? '');
  if (Number.isNaN(date)) return null;
  // A cache on the way repeats the date of when it asked, and says how long ago that was.
  const ageSeconds = Number(headers.age ?? 0);
  const theirs = date + 1000 * (Number.isFinite(ageSeconds) ? ageSeconds : 0);
  return ((before + Date.now()) / 2 - theirs) / 1000;
}

function head(url: string): Promise<IncomingMessage> {
  const request = url.startsWith('https:') ? overHttps : overHttp;
  return new Promise((resolve, reject) => {
    // Where the clock is wrong no certificate seems valid. Nothing but the time is taken from the answer, and it sets no clock.
    const sent = request(url, { method: 'HEAD', timeout: patienceMs, rejectUnauthorized: false, agent: false }, (answer) => {
      answer.resume();
      resolve(answer);
    });
    sent.on('timeout', () => sent.destroy(new Error('it says nothing')));
    sent.on('error', reject);
    sent.end();
  });
}
