/** Draws every icon of the panel from the mark: `npm run icons -w control-ui`, whenever the mark changes. Needs Debian's chromium. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { markPath } from '../src/components/mark-path.ts';

const folder = join(import.meta.dirname, '../public');
const stroke = 'fill="none" stroke-linecap="round" stroke-linejoin="round"';

const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" stroke="#0f6b6b" stroke-width="2.8" ${stroke}>
  <title>Percloud</title>
  <style>@media (prefers-color-scheme: dark) { svg { stroke: #5cc4bd } }</style>
  <path d="${markPath}" />
</svg>
`;

/** The mark on a square of the brand's colour. */
const onSquare = (margin: number, radius: number) => {
  const size = 32 + 2 * margin;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-margin} ${-margin} ${size} ${size}" stroke="#ffffff" stroke-width="2.4" ${stroke}>
  <title>Percloud</title>
  <rect x="${-margin}" y="${-margin}" width="${size}" height="${size}" rx="${radius}" fill="#0f6b6b" stroke="none" />
  <path d="${markPath}" />
</svg>
`;
};

const pictures = [
  { name: 'icon-192.png', size: 192, drawing: onSquare(7, 10) },
  { name: 'icon-512.png', size: 512, drawing: onSquare(7, 10) },
  // A launcher may cut away all but the inner circle of 80 %.
  { name: 'maskable-512.png', size: 512, drawing: onSquare(15, 0) },
  { name: 'apple-touch-icon.png', size: 180, drawing: onSquare(10, 0) },
];

await mkdir(join(folder, 'icons'), { recursive: true });
await writeFile(join(folder, 'favicon.svg'), favicon);
await writeFile(join(folder, 'icons/icon.svg'), onSquare(7, 10));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
for (const { name, size, drawing } of pictures) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`);
  await page.screenshot({ path: join(folder, 'icons', name), omitBackground: true });
  await page.close();
}
await browser.close();
