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

  test('what was urgent is said to be over', async () => {
    const { box, visit } = home;
    await fillUp(box.host, 20);
    await visit.seen('finding.disk-filling.full.title');
    await remedy('remedy.make-room.verb').click();
    await visit.seen('home.solved', { title: visit.say('finding.disk-filling.full.title') });
    await visit.seen('home.all-is-well');
    await visit.expectUsable();
  });

  test('an app in the bin that holds much room leads there', async () => {
    const { owner, box, visit } = home;
    const app = await owner.install('probe', { version: '1.1.0', slug: 'heavy' });
    await owner.open(app);
    await owner.person.fetch(`${app.url}/fill?megabytes=60`, { method: 'POST' });
    await owner.ended(await box.root.call('removeApp', { params: owner.params(app.id) }));
    const link = visit.page.getByRole('link', { name: visit.say('finding.look-in-bin') });
    await link.waitFor();
    await visit.expectUsable();
    await link.click();
    await visit.page.getByRole('heading', { level: 1, name: visit.say('bin.title') }).waitFor();
  });
});

/** All but a little, of which a download that nobody finished is the most. */
async function fillUp(host: Parameters<typeof paths>[0], leftMegabytes = 44) {
  const { blobs } = paths(host);
  await mkdir(blobs, { recursive: true });
  await writeFile(`${blobs}/${'d'.repeat(64)}.partial`, randomBytes(128 * megabyte), { flush: true });
  // What was written a moment ago, or deleted, is counted once it is committed.
  await promisify(execFile)('btrfs', ['filesystem', 'sync', host.dataDir]);
  const { stdout } = await promisify(execFile)('df', ['--output=avail', '--block-size=1', host.dataDir]);
  const free = Number(stdout.split('\n')[1]);
  await promisify(execFile)('fallocate', ['--length', String(free - leftMegabytes * megabyte), `${host.dataDir}/ballast-${leftMegabytes}`]);
}
