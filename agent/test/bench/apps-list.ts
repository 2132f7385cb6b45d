import type { BenchBox } from './bench-box.ts';
import { type Figure, figure } from './figure.ts';
import { appsList, overTls, put } from './load.ts';

const rounds = 5;
const amount = { connections: 16, warmUp: 1_000, requests: 4_000 };

/** Three apps, a signed-in owner, 16 connections that are kept open; with and without Caddy in between. */
export async function measureAppsList(box: BenchBox): Promise<Figure[]> {
  const apps = await box.threeApps();
  if ((await box.owner.apps()).length !== apps.length) throw new Error('the list is not what is measured here');
  const { host } = box.installation;
  const list = appsList(box);
  const cookie = `__Host-percloud=${box.sessionToken}`;
  const target = { address: '127.0.0.1', port: host.httpsPort, path: list.path, cookie, tls: { hostname: host.hostname, ca: box.ca } };
  const direct: Awaited<ReturnType<typeof put>>[] = [];
  const throughCaddy: Awaited<ReturnType<typeof put>>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    direct.push(await put(list, amount));
    throughCaddy.push(await put(overTls(target), amount));
  }
  return [
    figure(
      'apps list at 16 connections, p95',
      'ms',
      direct.map((one) => one.p95Ms),
      5,
    ),
    figure(
      'apps list at 16 connections',
      'requests/s',
      direct.map((one) => one.perSecond),
    ),
    figure(
      'apps list at 16 connections through Caddy, p95',
      'ms',
      throughCaddy.map((one) => one.p95Ms),
    ),
    figure(
      'apps list at 16 connections through Caddy',
      'requests/s',
      throughCaddy.map((one) => one.perSecond),
    ),
  ];
}
