import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testImage } from '../../agent/src/host/build.ts';
import { rootDir } from '../../agent/src/host/root-dir.ts';
import { makeForeignDisk, removeForeignDisk } from './foreign-disk.ts';
import { Machine } from './machine.ts';
import { Owner } from './owner.ts';
import { openPorts } from './ports.ts';

const mebibyte = 1024 ** 2;
let disk: string;
let machine: Machine;
let ada: Owner;

// A small disk, so that it is soon full; a battery long empty; a second disk that looks like its own; a second card with nobody there.
beforeAll(async () => {
  disk = await makeForeignDisk();
  machine = await Machine.with(join(rootDir, testImage.output), {
    diskBytes: 5 * 1024 ** 3,
    otherDisks: [disk],
    clock: '2020-01-01T00:00:00',
    lonelyCard: true,
  });
  machine.powerOn();
  await machine.untilReady();
}, 700_000);
afterAll(async () => {
  await machine?.remove();
  if (disk) removeForeignDisk(disk);
});

test('takes no partition of another disk for its own', async () => {
  const own = (await machine.run('cat /run/percloud-disk')).trim().split('/').at(-1);
  const mounted = await machine.run('findmnt --noheadings --list --output=SOURCE --types=btrfs,vfat');
  expect([...new Set(mounted.trim().split('\n'))].map((source) => source.replace(/\d+$/, ''))).toEqual([`/dev/${own}`, `/dev/${own}`]);
  const [data, foreign] = [
    await machine.run('readlink --canonicalize /dev/disk/percloud/data'),
    await machine.run('lsblk -no NAME,PARTLABEL'),
  ];
  expect(foreign.match(/ data$/gm)).toHaveLength(2);
  expect(data.trim()).toBe(`/dev/${own}7`);
});

test('its clock starts no earlier than when its system was made, so that its certificates are believed', async () => {
  expect(Number(await machine.run('date +%s')) * 1_000).toBeGreaterThanOrEqual(Date.parse('2026-11-29T00:00:00Z'));
});

test('where nobody hands out addresses it takes one', async () => {
  await expect.poll(() => machine.run('ip -4 -brief address'), { timeout: 120_000, interval: 3_000 }).toContain(' 169.254.');
});

test('a neighbour finds open what a box declares, and nothing else', async () => {
  expect(await openPorts(machine)).toEqual([80, 443]);
});

test('a fork bomb in an app does not take the panel down', async () => {
  ada = await Owner.claim(machine);
  expect(await ada.install('radicale', 'calendar')).toMatchObject({ status: 'succeeded', problem: null });
  // As if the app did it: in its own group, namespaces and user.
  const group = '$(echo /sys/fs/cgroup/system.slice/docker-*.scope)';
  const bomb = `sh -c 'echo $$ > '${group}'/cgroup.procs; exec nsenter --target '$(head -n 1 ${group}/cgroup.procs)' --all --setuid 7001 -- sh -c "bomb() { bomb | bomb & }; bomb"'`;
  await machine.run(`${bomb} >/dev/null 2>&1 &`);
  await expect.poll(() => machine.run(`cat ${group}/pids.events`), { timeout: 120_000, interval: 2_000 }).toMatch(/^max [1-9]/);
  for (let visits = 0; visits < 10; visits++) expect(await ada.person.api.call('getGreeting')).toMatchObject({ claimed: true });
  const [app] = await ada.apps();
  const restart = await ada.person.api.call('restartApp', { params: { percloud: ada.percloud, app: app?.id ?? '' } });
  expect(await ada.ended(restart)).toMatchObject({ status: 'succeeded' });
});

test('starts with a full disk, and is given room again in the panel', async () => {
  const [app] = await ada.apps();
  const params = { percloud: ada.percloud, app: app?.id ?? '' };
  const volume = `/var/lib/percloud/perclouds/${params.percloud}/apps/${params.app}/1/volumes`;
  // What the app itself could have written.
  const most = (await freeBytes()) - 200 * mebibyte;
  await machine.run(
    `dir=$(ls -d ${volume}/*/ | head -n 1); fallocate --length ${most} $dir/ballast; dd if=/dev/zero of=$dir/filler bs=1M; sync`,
    300_000,
  );
  expect(await freeBytes()).toBeLessThan(64 * mebibyte);
  await machine.cutPower();
  machine.powerOn();
  await machine.untilReady();
  await ada.person.api.call('signOut');
  await ada.person.api.call('signIn', { body: { name: 'ada', password: 'correct horse battery' } });
  expect(await ada.ended(await ada.person.api.call('removeApp', { params }))).toMatchObject({
    status: 'succeeded',
    problem: null,
  });
  expect(await ada.ended(await ada.person.api.call('deleteApp', { params, body: { confirm: 'calendar' } }))).toMatchObject({
    status: 'succeeded',
    problem: null,
  });
  await expect.poll(freeBytes, { timeout: 120_000, interval: 3_000 }).toBeGreaterThan(500 * mebibyte);
}, 1_200_000);

test('starts anew when its first process hangs', async () => {
  await machine.run('sync');
  const starts = () => machine.log().match(/Linux version/g)?.length ?? 0;
  const before = starts();
  await machine.run('echo 1 > /sys/fs/cgroup/init.scope/cgroup.freeze');
  await expect.poll(starts, { timeout: 400_000, interval: 1_000 }).toBeGreaterThan(before);
  await machine.untilReady();
});

const freeBytes = async () => Number((await machine.run('df --output=avail --block-size=1 /var | tail -n 1')).trim());
