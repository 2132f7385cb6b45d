// `npm run image:compare -- [--board …]`: makes an image twice from nothing, each time with Debian's packages fetched anew, and compares every byte.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runCommand } from '../../app-catalog/src/run-command.ts';
import { imageDirectory } from './image.ts';

const home = mkdtempSync(join(process.env.TMPDIR ?? tmpdir(), 'percloud-compare-'));
try {
  const [one, other] = [await buildIn('one'), await buildIn('other')];
  process.stdout.write(one === other ? `The same bytes:\n${one}` : `Not the same:\n${one}${other}`);
  if (one !== other) process.exitCode = 1;
} finally {
  rmSync(home, { recursive: true, force: true });
}

/** The sums of what was made. */
async function buildIn(name: string): Promise<string> {
  const out = join(home, name, 'out');
  const said = await runCommand(process.execPath, [join(imageDirectory, 'src/main.ts'), '--out', out, ...process.argv.slice(2)], {
    env: { PERCLOUD_IMAGE_CACHE: join(home, name, 'cache') },
  });
  const image = said.trim().split('\n').at(-1) ?? '';
  process.stdout.write(`${name}: ${basename(image)}\n`);
  const sums = readFileSync(`${image}.sha256`, 'utf8');
  rmSync(join(home, name), { recursive: true, force: true });
  return sums;
}
