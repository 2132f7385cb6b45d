import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

const plain = (...chunks: string[]) =>
  text(
    plainText(
      (async function* () {
        yield* chunks;
      })(),
    ),
  );

test('leaves text as it is, and nothing that steers a terminal', async () => {
  expect(await plain('añb\tc\n', '→ d')).toBe('añb\tc\n→ d');
  expect(await plain('\u001b[31mred\u001b[0m', '\u001b]0;title\u0007x', 'a\rb\u0008\u009b2J')).not.toMatch(/[^\P{Cc}\n\t]/u);
  expect(await plain('\u001b', '[2Jsplit')).toBe('[2Jsplit');
});
