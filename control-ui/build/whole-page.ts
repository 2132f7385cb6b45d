import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import percloud from '../../package.json' with { type: 'json' };
import { markPath } from '../src/components/mark-path.ts';

const mark = `<svg viewBox="0 0 32 32" width="36" height="36" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${markPath}" /></svg>`;
const linked = /<link rel="stylesheet" href="([^"]+)" \/>|<script src="([^"]+)"><\/script>/;

/** A page that needs nothing but itself: its styles, its scripts and the mark are set into it. */
export async function wholePage(path: string): Promise<string> {
  let page = (await readFile(path, 'utf8')).replace('<!-- mark -->', mark);
  for (let link = linked.exec(page); link; link = linked.exec(page)) {
    const [whole, style, script] = link;
    const text = await readFile(join(dirname(path), style ?? script ?? ''), 'utf8');
    page = page.replace(whole, () => (style ? `<style>\n${text}</style>` : `<script>\n${text}</script>`));
  }
  return page.replaceAll('SOURCE_ADDRESS', percloud.homepage);
}
