import type { Target } from '@percloud/contract/backups';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BackupOwner } from '../../agent/test/backups/backup-owner.ts';
import { flipBit, packsIn } from '../../agent/test/backups/damage.ts';
import { resticOf } from '../../agent/test/backups/restic-of.ts';
import { type BackupServer, restServer } from '../../agent/test/backups/servers.ts';
import { household } from './browser/household.ts';
import { phone } from './browser/screens.ts';

let restic: Awaited<ReturnType<typeof resticOf>>;
// What a box has; that of this machine may be too old to mend.
const home = household(phone, async () => {
  restic = await resticOf('trixie');
  return { env: { PATH: `${restic.path}:${process.env.PATH}` } };
});
let owner: BackupOwner;
let server: BackupServer;
let target: Target;

beforeAll(async () => {
  owner = new BackupOwner(home.box, home.owner);
  const probe = await owner.install('probe', { version: '1.0.0' });
  await owner.person.fetch(`${probe.url}/fill?megabytes=8`, { method: 'POST' });
  server = await restServer();
  ({ target } = await owner.addPlace(server.place));
  await owner.backUp(target);
  for (const pack of packsIn(`${server.directory}/ada`)) await flipBit(pack);
});
afterAll(async () => {
  await server?.remove();
  await restic?.remove();
});

test('a backup that was damaged where it lies says so once it is tried out, and is mended by one press', async () => {
  const { visit } = home;
  const [backup] = await owner.backups(target);
  await visit.goTo(`/backups/${target.id}/${backup?.id}`);
  await visit.button('backups.open.prove').click();
  await visit.seen('operation.backup-not-well');
  await visit.button('backups.mend').waitFor();
  await visit.expectUsable();
  await visit.expectToLookLike('backups-damaged');
  await visit.goTo('/backups');
  await visit.button('backups.mend').click();
  await visit.seen('operation.backup.mend.done');
  await visit.seenText(visit.say('backups.not-proven'));
  await visit.expectUsable();
  expect(await visit.button('backups.mend').count()).toBe(0);
});
