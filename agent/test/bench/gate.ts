import { addBareServer } from './bare-server.ts';
import type { BenchBox } from './bench-box.ts';
import { type Figure, figure } from './figure.ts';
import { overTls, put } from './load.ts';

const rounds = 7;
const one = { connections: 1, warmUp: 200, requests: 1_000 };
const many = { connections: 16, warmUp: 500, requests: 3_000 };

/** The same Caddy, the same app, with the gate and without. */
export async function measureGate(box: BenchBox): Promise<Figure[]> {
  const [, little] = await box.threeApps();
  const visit = box.visit(little?.slug ?? '', '/health');
  const gated = overTls(visit);
  // It would give Caddy its own configuration back. Neither Caddy nor the gate needs it.
  await box.installation.agent.kill('SIGTERM');
  const bare = overTls({ ...visit, port: await addBareServer(box.installation.host, gated.hostname ?? '') });
  const added: number[] = [];
  const perSecond: { gated: number[]; bare: number[] } = { gated: [], bare: [] };
  const p95Ms: { gated: number[]; bare: number[] } = { gated: [], bare: [] };
  for (let round = 0; round < rounds; round += 1) {
    const [without, withGate] = [await put(bare, one), await put(gated, one)];
    added.push(withGate.p95Ms - without.p95Ms);
    p95Ms.bare.push(without.p95Ms);
    p95Ms.gated.push(withGate.p95Ms);
    perSecond.bare.push((await put(bare, many)).perSecond);
    perSecond.gated.push((await put(gated, many)).perSecond);
  }
  await box.installation.agent.start();
  return [
    figure('gate: added to a request, p95', 'ms', added, 2),
    figure('request through Caddy without the gate, p95', 'ms', p95Ms.bare),
    figure('request through Caddy with the gate, p95', 'ms', p95Ms.gated),
    figure('16 connections through Caddy without the gate', 'requests/s', perSecond.bare),
    figure('16 connections through Caddy with the gate', 'requests/s', perSecond.gated),
  ];
}
