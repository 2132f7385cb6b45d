import { expect, test } from 'vitest';
import { parseDeviceStats, parseScrubStatus } from './btrfs-scrub.ts';

// As btrfs-progs 6.2 writes it.
const status = (head: string, uncorrectable = 0) => `UUID:             ba7a32a7-dc8d-45f6-9ddd-7fc008c74c27
${head}
Duration:         0:00:06
	data_extents_scrubbed: 448
	data_bytes_scrubbed: 29360128
	tree_bytes_scrubbed: 491520
	csum_errors: ${uncorrectable}
	uncorrectable_errors: ${uncorrectable}
	unverified_errors: 0
	corrected_errors: 2
	last_physical: 114294784
`;
const counted = { checkedBytes: 29_851_648, damagedBlocks: 0, mendedBlocks: 2 };
const time = 'Sun Nov 29 17:02:29 2026';

test.each([
  ['running', 'running'],
  ['finished', 'finished'],
  ['aborted', 'stopped'],
  ['interrupted', 'stopped'],
])('a scrub that is %s', (word, expected) => {
  expect(parseScrubStatus(status(`Scrub started:    ${time}\nStatus:           ${word}`))).toEqual({
    ...{ status: expected, began: time },
    ...counted,
  });
});

test('one that was resumed, and found damage', () => {
  const found = parseScrubStatus(status(`Scrub resumed:    ${time}\nStatus:           finished`, 3));
  expect(found).toEqual({ status: 'finished', began: time, ...counted, damagedBlocks: 3 });
});

test('a file system that was never read through', () => {
  const none = { status: 'none', began: null, checkedBytes: 0, damagedBlocks: 0, mendedBlocks: 0 };
  expect(parseScrubStatus('UUID:             ba7a32a7-dc8d-45f6-9ddd-7fc008c74c27\n\tno stats available\n')).toEqual(none);
});

test('counts of several devices are added; older versions write numbers as texts', () => {
  const none = { write_io_errs: '0', read_io_errs: '0', flush_io_errs: '0', corruption_errs: '0', generation_errs: '0' };
  const stats = {
    'device-stats': [
      { device: '/dev/sda', ...none, read_io_errs: 2, corruption_errs: '5' },
      { ...none, flush_io_errs: 1 },
    ],
  };
  expect(parseDeviceStats(JSON.stringify(stats))).toEqual({ failures: 3, damages: 5 });
  expect(() => parseDeviceStats('{}')).toThrow();
});
