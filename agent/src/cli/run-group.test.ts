import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { runGroup } from './run-group.ts';

const directory = mkdtempSync(join(tmpdir(), 'percloud-run-group-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const inside = (name: string) => join(directory, name);
const forget = (name: string) =>
  `const { pid } = require('node:child_process').spawn('sleep', ['600'], { stdio: 'inherit' }); require('node:fs').writeFileSync('${inside(name)}', String(pid));`;

it('tells how it ended', async () => {
  expect(await runGroup(['-e', 'process.exit(Number(process.env.CODE))'], { CODE: '3' })).toBe(3);
});

it('takes along what was forgotten', async () => {
  expect(await runGroup(['-e', `${forget('forgotten')} process.exit(0)`], {})).toBe(0);
  await expectEnded('forgotten');
});

it('ends what is done and does not end, and calls it a failure', async () => {
  const done = inside('done');
  const script = `${forget('waited-for')} require('node:fs').writeFileSync('${done}', '');`;
  expect(await runGroup(['-e', script], {}, { doneFile: done, patienceMs: 500 })).toBe(1);
  expect(existsSync(done)).toBe(true);
  await expectEnded('waited-for');
});

/** Killed is not yet gone: whoever inherits it has to look. */
async function expectEnded(name: string) {
  const pid = readFileSync(inside(name), 'utf8');
  const running = () => existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  for (let tries = 0; running() && tries < 100; tries += 1) await sleep(50);
  expect(running()).toBe(false);
}
