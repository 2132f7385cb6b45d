import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const schemes = ['light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

/** Nobody is kept out: no axe finding by day or by night, nothing wider than the screen. */
export async function expectUsable(page: Page): Promise<void> {
  await page.evaluate(axeSource);
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme });
    // Of all that axe looks at, only colours change by night.
    expect(await findings(page, scheme === 'dark' ? ['color-contrast'] : undefined), `${page.url()}, ${scheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await expectNotTooWide(page);
}

export async function expectNotTooWide(page: Page): Promise<void> {
  const tooWide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const all = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > clientWidth);
    return [`${scrollWidth} of ${clientWidth} px`, ...all.slice(0, 3).map((element) => element.outerHTML.slice(0, 200))];
  });
  expect(tooWide, `${page.url()} is wider than the screen`).toEqual([]);
}

const findings = (page: Page, only: string[] | undefined) =>
  page.evaluate(async (rules) => {
    const options = rules ? { runOnly: rules } : {};
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(options);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }, only);
