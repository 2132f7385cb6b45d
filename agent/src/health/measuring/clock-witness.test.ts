import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askServer, askWitness, parseTracking } from './clock-witness.ts';

const answers: Record<string, Record<string, string>> = {
  '/right': {},
  '/slow': { date: new Date(Date.now() - 3_600_000).toUTCString() },
  '/cached': { date: new Date(Date.now() - 3_600_000).toUTCString(), age: '3600' },
  '/none': { date: '' },
};
const server = createServer((request, response) => response.writeHead(200, answers[request.url ?? '']).end());
let address: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

test.each([
  ['/right', 0],
  ['/slow', 3600],
  ['/cached', 0],
])('%s', async (path, aheadSeconds) => {
  expect(Math.abs(((await askServer(address + path)) ?? Number.NaN) - aheadSeconds)).toBeLessThan(5);
});

test('a server that says no time, and a catalog on this machine, are no witnesses', async () => {
  expect(await askServer(`${address}/none`)).toBeNull();
  expect(await askWitness({ kind: 'machine', catalog: { address: 'file:///catalog', publicKey: '' } })).toBeNull();
});

test('chrony says how far the clock is behind, or that it does not know', () => {
  const columns = (behind: string, status: string) =>
    `C0A80101,192.168.1.1,3,1795262400.123456789,${behind},-0.000012345,0.000023456,-12.345,0.001,0.05,0.012345678,0.001234567,64.2,${status}\n`;
  expect(parseTracking(columns('3.500000000', 'Normal'))).toBe(-3.5);
  expect(parseTracking(columns('-0.000001234', 'Normal'))).toBeCloseTo(0);
  expect(parseTracking(columns('0.000000000', 'Not synchronised'))).toBeNull();
  expect(() => parseTracking('506 Cannot talk to daemon')).toThrow('506');
});
