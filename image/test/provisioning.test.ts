import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testImage } from '../../agent/src/host/build.ts';
import { rootDir } from '../../agent/src/host/root-dir.ts';
import { runCommand } from '../../app-catalog/src/run-command.ts';
import { Machine } from './machine.ts';

const home = mkdtempSync(join(tmpdir(), 'percloud-provisioning-'));
const secrets = ['correct horse; battery', 'many boxes, one hand'];
let machine: Machine;

beforeAll(async () => {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'ada', '-f', join(home, 'key')]);
  const image = join(home, 'disk.img');
  await runCommand('cp', ['--sparse=always', '--reflink=auto', join(rootDir, testImage.output), image]);
  writeFileSync(join(home, 'file'), `\ufeff${percloudYaml(readFileSync(join(home, 'key.pub'), 'utf8'))}`, 'utf16le');
  // Where the config partition begins, by the partition table.
  await runCommand('mcopy', ['-i', `${image}@@1048576`, join(home, 'file'), '::Percloud.yaml.txt']);
  writeFileSync(join(home, 'quirks'), '# My old case\r\n46f4:0001\tQEMU\r\n');
  await runCommand('mcopy', ['-i', `${image}@@1048576`, join(home, 'quirks'), '::usb-quirks.txt']);
  machine = await Machine.with(image, { hostname: 'library.local', doors: ['22'], usb: await takeKernel(image) });
  machine.powerOn();
  await machine.untilReady();
}, 900_000);
afterAll(async () => {
  await machine?.remove();
  rmSync(home, { recursive: true });
});

/** What GRUB would start, out of the first slot's boot partition. */
async function takeKernel(image: string) {
  const bootPartition = `${image}@@${257 * 1024 ** 2}`;
  for (const name of ['vmlinuz', 'initrd.img', 'slot.cfg']) await runCommand('mcopy', ['-i', bootPartition, `::${name}`, home]);
  const [, commandLine = ''] = /^linux \S+ (.*)$/m.exec(readFileSync(join(home, 'slot.cfg'), 'utf8')) ?? [];
  return {
    kernel: join(home, 'vmlinuz'),
    initrd: join(home, 'initrd.img'),
    commandLine: commandLine.replace('$slot', 'a').replace('$tried', ''),
  };
}

/** The address is the one by which QEMU's network reaches it. As Notepad of old Windows writes it, and with one mistake. */
const percloudYaml = (key: string) =>
  [
    'hostname: Library',
    'language: es   # the readers’',
    'timeZone: Europe/Madrid',
    'wifi:',
    '  country: ES',
    '  networks:',
    '    - ssid: "Sala; #1"',
    `      password: "${secrets[0]}"`,
    'network: { address: 10.0.2.15/24, gateway: 10.0.2.2 }',
    'ssh:',
    '  keys:',
    `    - ${key.trim()}`,
    'operator:',
    '  email: nobody',
    `fleet: { operator: rosa, displayName: Red, key: "${secrets[1]}" }`,
    '',
  ].join('\r\n');

test('it has the name, the time zone and the language that were asked for, and nothing failed', async () => {
  expect(await machine.run('hostname; date +%Z; readlink -f /etc/localtime')).toMatch(
    /^library\nCES?T\n\/usr\/share\/zoneinfo\/Europe\/Madrid\n$/,
  );
  expect(await (await machine.visitor()).api.call('getGreeting')).toMatchObject({ hostname: 'library.local', language: 'es' });
  await expect.poll(() => machine.run('avahi-resolve --name -4 library.local'), { timeout: 60_000 }).toMatch(/^library\.local\t\d/);
  expect(await machine.run('systemctl --failed --no-legend --plain')).toBe('');
});

test('it takes its name back when avahi calls it otherwise', async () => {
  const name = 'busctl call org.freedesktop.Avahi / org.freedesktop.Avahi.Server GetHostName';
  expect(await machine.run(`avahi-set-host-name library-2; ${name}`)).toBe('s "library-2"\n');
  await expect.poll(() => machine.run(name), { timeout: 120_000, interval: 3_000 }).toBe('s "library"\n');
  await expect.poll(() => machine.run('avahi-resolve --name -4 library.local'), { timeout: 60_000 }).toMatch(/^library\.local\t\d/);
});

test('the bridge of its disk is used in the way that the drive asks for', async () => {
  expect(await machine.run('cat /sys/module/usb_storage/parameters/quirks')).toMatch(/^46f4:0001:u\n/);
  // As the kernel says it of a device it takes in; 800000 stands for the old protocol.
  expect(await machine.run('dmesg')).toMatch(/Quirks match for vid 46f4 pid 0001: 800000/);
});

test('NetworkManager has its networks', async () => {
  expect(await machine.run('nmcli --terse --fields NAME,TYPE,ACTIVE connection show')).toMatch(/^percloud-cable:802-3-ethernet:yes$/m);
  const ssids =
    'nmcli --terse --fields UUID,TYPE connection show | sed -n s/:802-11-wireless//p | xargs -n1 nmcli -g 802-11-wireless.ssid,802-11-wireless-security.psk --show-secrets connection show uuid';
  expect(await machine.run(ssids)).toBe(`Sala; #1\n${secrets[0]}\n`);
  expect(await machine.run('stat --format=%a /var/lib/percloud/network /var/lib/percloud/network/* | xargs')).toBe('700 600 600\n');
});

test('the secrets are gone from the card, the rest is as it was, and the mistake is explained', async () => {
  const text = await machine.run("tr -d '\\r' < /boot/config/Percloud.yaml.txt");
  for (const secret of secrets) expect(text).not.toContain(secret);
  expect(text).toContain('language: es   # the readers’\n');
  expect(text).toContain('      password: ""\n');
  expect(await machine.run("tr -d '\\r' < /boot/config/percloud-mistakes.txt")).toContain(
    '- Línea 14, operator.email: «nobody» no puede ir ahí.',
  );
  expect(await machine.run('findmnt --noheadings --output=OPTIONS /boot/config')).toMatch(/^ro,/);
  expect(await machine.run(`journalctl --boot --no-pager | grep -cE '${secrets.join('|')}'`)).toBe('0\n');
});

test('who has the key comes in by SSH, and nobody else', async () => {
  const ssh = (...options: string[]) =>
    runCommand('ssh', [
      ...['-p', String(machine.doors['22']), '-F', 'none', '-o', 'BatchMode=yes', '-o', 'IdentitiesOnly=yes', '-o', 'ConnectTimeout=60'],
      ...['-o', 'StrictHostKeyChecking=no', '-o', `UserKnownHostsFile=${join(home, 'hosts')}`, ...options, 'root@127.0.0.1', 'id -un'],
    ]);
  await ssh('-i', join(home, 'key'));
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(home, 'other')]);
  await expect(ssh('-i', join(home, 'other'))).rejects.toThrow();
  expect(await machine.run('nft list set inet percloud_box open_tcp')).toContain('elements = { 22 }');
  expect(await machine.run('systemctl stop percloud-ssh; nft list set inet percloud_box open_tcp')).not.toContain('elements');
});

test('mended, the list of mistakes goes away', async () => {
  const mend =
    'mount -o remount,rw /boot/config; sed -i s/nobody/ada@example.org/ /boot/config/Percloud.yaml.txt; mount -o remount,ro /boot/config';
  await machine.run(`${mend}; systemctl restart percloud-provision`);
  expect(await machine.run('ls /boot/config')).not.toContain('mistakes');
  expect(await machine.run('cat /var/lib/percloud/provision/box.json')).toContain('ada@example.org');
  // What was scrubbed is still known.
  expect(await machine.run('ls /var/lib/percloud/network | wc -l')).toBe('2\n');
});
