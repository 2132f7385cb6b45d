import { expect, test } from 'vitest';
import type { HostConfig } from '../host/host-config.ts';
import { renderCaddy } from './render-caddy.ts';
import type { RoutedApp } from './routed-app.ts';

const host: HostConfig = {
  kind: 'box',
  boxId: 'b1234567',
  version: '1.0.0',
  dataDir: '/data',
  runDir: '/run/percloud/b1234567',
  hostname: 'percloud.local',
  appDomain: 'local',
  httpsPort: 443,
  httpPort: 80,
  panelDir: '/panel',
  boardsDir: '/boards',
  dockerSocket: '/var/run/docker.sock',
  catalog: { address: 'file:///c', publicKey: '' },
};
const app: RoutedApp = { id: 'notes', host: 'notes-ada.local', address: '10.213.0.2:5232', open: true };
const dials = (config: unknown) => [...JSON.stringify(config).matchAll(/"dial":"([^"]+)"/g)].map(([, dial]) => dial);

test('only an open app is ever dialled', () => {
  expect(dials(renderCaddy(host, [app]))).toContain(app.address);
  expect(dials(renderCaddy(host, [{ ...app, open: false }]))).not.toContain(app.address);
  expect(dials(renderCaddy(host, [{ ...app, address: null }])).every((dial) => dial?.startsWith('unix/'))).toBe(true);
});

test('certificates for the names there are, and the root’s key for nobody', () => {
  const text = JSON.stringify(renderCaddy(host, [app]));
  expect(text).toContain('"automate":["percloud.local","notes-ada.local"]');
  expect(text).not.toMatch(/root\.key|on_demand/);
});

test('the same apps give the same configuration: Caddy then changes nothing', () => {
  expect(JSON.stringify(renderCaddy(host, [app]))).toBe(JSON.stringify(renderCaddy(host, [{ ...app }])));
});

test('names that lead nowhere from outside are not listened for outside', () => {
  const listens = (domain: string) =>
    JSON.stringify(renderCaddy({ ...host, appDomain: domain }, [])).match(/"listen":\["[^"]*:443"\]/)?.[0];
  expect([listens('local'), listens('localhost')]).toEqual(['"listen":[":443"]', '"listen":["127.0.0.1:443"]']);
});

test('nobody keeps a connection by saying nothing', () => {
  expect(JSON.stringify(renderCaddy(host, [])).match(/"read_header_timeout":"30s"/g)).toHaveLength(2);
});
