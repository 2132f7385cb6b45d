// @vitest-environment happy-dom
import type { Disk } from '@percloud/contract/box';
import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { learn, speak } from '../../i18n/i18n.ts';
import { DiskCard } from './disk-card.tsx';
import { warmth } from './figures.ts';

beforeAll(async () => {
  await speak('en');
  await learn('box');
});
afterEach(cleanup);

const disk: Disk = {
  device: '/dev/sda',
  model: 'Samsung SSD 870 EVO 1TB',
  kind: 'ssd',
  sizeBytes: 1_000_204_886_016,
  removable: false,
  holds: ['data'],
  usedBytes: 412e9,
  freeBytes: 520e9,
  health: 'good',
  temperatureCelsius: 34,
};

test('a disk in use says what it is, how full, what is on it and how it is', () => {
  render(<DiskCard disk={disk} />);
  expect(screen.getByRole('heading').textContent).toBe('SSD, 1 TB');
  expect(screen.getByRole('progressbar', { name: 'How full: SSD, 1 TB' }).getAttribute('value')).toBe(`${412 / 932}`);
  for (const text of ['410 GB used, 520 GB free', 'Your data is on it.', 'Healthy · 34°C', 'Samsung SSD 870 EVO 1TB · /dev/sda'])
    screen.getByText(text);
});

test('one that fails says what to do', () => {
  render(<DiskCard disk={{ ...disk, health: 'failing' }} />);
  screen.getByText('It is failing. Copy what matters to another disk now.');
});

test('one that is not in use, and tells nothing of itself', () => {
  render(
    <DiskCard
      disk={{ ...disk, kind: 'usb', model: '', usedBytes: null, freeBytes: null, holds: [], health: 'unknown', temperatureCelsius: null }}
    />,
  );
  for (const text of ['USB disk, 1 TB', '/dev/sda', 'Not in use.', 'It doesn’t say how healthy it is']) screen.getByText(text);
  expect(screen.queryByRole('progressbar')).toBeNull();
});

test.each([
  [31, 'good', 'cool, fine'],
  [52, 'good', 'warm, fine'],
  [71, 'notice', 'hot. Some more air around it would do it good'],
  [82, 'bad', 'too hot. It works slower to protect itself; give it air'],
])('%i degrees in words', (degrees, tone, words) => {
  expect(warmth(degrees, { warmCelsius: 50, hotCelsius: 70, limitCelsius: 80 })).toEqual({ tone, words });
});
