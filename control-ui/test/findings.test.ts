import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, test } from 'vitest';
import { paths } from '../../agent/src/host/host-config.ts';
import { household } from './browser/household.ts';
import { screens } from './browser/screens.ts';
import { probe } from './browser/texts.ts';

const megabyte = 1024 ** 2;

/** What needs the person is told on Home, with the button that mends it. */
describe.each(screens)('$called', ({ screen }) => {
  const home = household(screen, { sizeBytes: 512 * megabyte });
  const name = probe[screen.language];
  const remedy = (verb: 'remedy.make-room.verb' | 'remedy.update-app.verb') =>
    home.visit.page.getByRole('button', { name: new RegExp(`^${home.visit.say(verb)}:`) });

  test('an update that waits is made from Home, and room is shown', async () => {
    const { owner, visit } = home;
    await owner.install('probe', { version: '1.0.0' });
    await visit.goTo('/');
    await visit.seen('finding.update-waiting.ready.title', { name, version: '1.1.0' });
    await visit.seen('room.title');
    await visit.expectUsable();
    await remedy('remedy.update-app.verb').click();
    await visit.seen('operation.app.upgrade.done', { name, version: '1.1.0' });
    await visit.seen('home.all-is-well');
  });

  test('a disk that is filling up is told, and one press makes room', async () => {
    const { box, visit } = home;
    await fillUp(box.host);
    await visit.seenText(new RegExp(visit.say('finding.disk-filling.low.title')));
    await visit.seen('home.worth-a-look', { count: 1 });
    await visit.expectUsable();
    await remedy('remedy.make-room.verb').click();
    await visit.seenText(new RegExp(visit.say('operation.box.make-room.done', { freed: '.+' })));
    await visit.seen('home.all-is-well');
  });
});

/** All but a little, of which a download that nobody finished is the most. */
async function fillUp(host: Parameters<typeof paths>[0]) {
  const { blobs } = paths(host);
  await mkdir(blobs, { recursive: true });
  await writeFile(`${blobs}/${'d'.repeat(64)}.partial`, randomBytes(128 * megabyte), { flush: true });
  const { stdout } = await promisify(execFile)('df', ['--output=avail', '--block-size=1', host.dataDir]);
  const free = Number(stdout.split('\n')[1]);
  await promisify(execFile)('fallocate', ['--length', String(free - 44 * megabyte), `${host.dataDir}/ballast`]);
}
