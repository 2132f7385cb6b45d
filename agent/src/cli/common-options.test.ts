import { expect, test } from 'vitest';
import { parsePort, parseSize } from './common-options.ts';

test.each([
  ['512M', 512 * 1024 ** 2],
  ['20g', 20 * 1024 ** 3],
  ['1TB', 1024 ** 4],
])('%s', (text, bytes) => expect(parseSize(text)).toBe(bytes));

test.each(['', '20', 'G', '-1G', '1.5G', '20 G', '5K'])('is not a size: %j', (text) => expect(() => parseSize(text)).toThrow('20G'));
test.each(['', '0', '65536', '80.5', '-1', 'http'])('is not a port: %j', (text) => expect(() => parsePort(text)).toThrow('1 to 65535'));
test('is a port', () => expect(parsePort('8443')).toBe(8443));
