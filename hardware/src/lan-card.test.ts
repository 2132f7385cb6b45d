import { expect, test } from 'vitest';
import { defaultCard } from './lan-card.ts';

const heading = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT';
const route = (name: string, destination: string, metric: number, mask: string) =>
  `${name}\t${destination}\t0102A8C0\t0003\t0\t0\t${metric}\t${mask}\t0\t0\t0`;

test('the way out of the house is the default route with the lowest metric', () => {
  const table = [
    heading,
    route('wlan0', '00000000', 600, '00000000'),
    route('eth0', '00000000', 100, '00000000'),
    route('docker0', '000011AC', 0, '0000FFFF'),
  ];
  expect(defaultCard(table.join('\n'))).toBe('eth0');
});

test('without a way out there is none', () => {
  expect(defaultCard([heading, route('eth0', '0000FEA9', 100, '0000FFFF')].join('\n'))).toBeUndefined();
  expect(defaultCard('')).toBeUndefined();
});
