import type { Page } from 'playwright-core';
import type { Screen } from './screens.ts';
import type { Say } from './words.ts';

const greetings = ['home.good-morning', 'home.good-afternoon', 'home.good-evening', 'home.good-night'] as const;

const size = '12 MB';

/** What differs from run to run, and what stands there in a picture: `[pattern, instead]`. */
const varying = (screen: Screen, say: Say): [string, string][] => {
  const [morning = '', ...others] = greetings.map((greeting) => say(greeting, { name: '|' }).replace('|', ''));
  const moments: Record<string, [string, string][]> = {
    en: [
      ['\\p{Lu}\\p{L}+ \\d{1,2}(, \\d{4})?(,| at) \\d{1,2}:\\d{2}\\s[AP]M', 'November 12 at 2:03 PM'],
      ['\\d+ (second|minute|hour)s? ago', say('time.just-now')],
      [
        '(last night|this (morning|afternoon|evening)|today|yesterday|tomorrow), \\d{1,2}:\\d{2}\\s[AP]M',
        say('time.today', { at: '2:03 PM' }),
      ],
    ],
    es: [
      ['\\d{1,2} de \\p{L}+( de \\d{4})?(,| a las) \\d{1,2}:\\d{2}', '12 de noviembre a las 14:03'],
      ['hace \\d+ (segundo|minuto|hora)s?', say('time.just-now')],
      ['(esta (madrugada|mañana|tarde|noche)|hoy|ayer|mañana), \\d{1,2}:\\d{2}', say('time.today', { at: '14:03' })],
    ],
  };
  return [
    ...(moments[screen.language] ?? []),
    ...others.map((other): [string, string] => [`^${other.replaceAll(/[¡!]/g, '.')}`, morning]),
    ['\\d+([.,]\\d+)?\\s(byte|[kMGT]?B)\\b', size],
    ['\\d+([.,]\\d+)?\\ss\\b', '1 s'],
    // What of an app is on the machine already.
    [say('catalog.all-here'), size],
    [say('catalog.rest-here', { missing: size, size }), size],
    [say('catalog.size-here', { memory: size }), say('catalog.size', { size, memory: size })],
    // Ports, ids.
    [':\\d{4,5}\\b', ''],
    ['\\b(?=[a-z]*\\d)[a-z0-9]{20}\\b', 'abcdefghij0123456789'],
  ];
};

/** What is measured while one looks: how long a bar is, and which there are yet. Their titles stay. */
const measured = '.takes, .room-bar';

/** Sets fixed words over those that vary while `look` runs, and puts away what is measured. The panel itself is left as it is. */
export async function whileFrozen<T>(page: Page, screen: Screen, say: Say, look: () => Promise<T>): Promise<T> {
  await page.evaluate(
    ({ patterns, measured }) => {
      const away = [...document.querySelectorAll<HTMLElement>(measured)];
      for (const element of away) element.style.setProperty('display', 'none');
      const kept: { text: Text; words: string; fixed: string }[] = [];
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode() as Text | null; text; text = texts.nextNode() as Text | null) {
        const fixed = patterns.reduce((words, [pattern, instead]) => words.replace(new RegExp(pattern, 'gu'), instead), text.data);
        if (fixed === text.data) continue;
        kept.push({ text, words: text.data, fixed });
        text.data = fixed;
      }
      const thaw = () => {
        for (const element of away) element.style.removeProperty('display');
        // What the panel has written meanwhile stays: it would not write it again.
        for (const { text, words, fixed } of kept) if (text.data === fixed) text.data = words;
      };
      Object.assign(window, { thaw });
    },
    { patterns: varying(screen, say), measured },
  );
  try {
    return await look();
  } finally {
    await page.evaluate(() => (window as unknown as { thaw: () => void }).thaw());
  }
}
