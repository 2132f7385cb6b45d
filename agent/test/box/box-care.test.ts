import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isOver } from '@percloud/contract/operations';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostFileOf } from '../../src/host/box.ts';
import { paths } from '../../src/host/host-config.ts';
import { percloud } from '../command.ts';
import { type Installation, startInstallation } from '../installation.ts';
import type { Person } from '../person.ts';
import { boxStories } from './box-stories.ts';

let box: Installation;
let ada: Person;
let key: string;
let faults: string;

beforeAll(async () => {
  faults = join(mkdtempSync(join(tmpdir(), 'percloud-faults-')), 'faults.json');
  box = await startInstallation();
  ada = await box.claim('ada');
  const directory = mkdtempSync(join(tmpdir(), 'key-'));
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'ada', '-f', join(directory, 'key')]);
  key = readFileSync(join(directory, 'key.pub'), 'utf8').trim();
  rmSync(directory, { recursive: true });
});
afterAll(async () => {
  await box?.stop();
  rmSync(dirname(faults), { recursive: true });
});
const restart = () => box.startAgent({ env: { PERCLOUD_FAULTS: faults } });

const problem = (code: string) => ({ problem: { code } });

test('on somebody’s computer there is no box to restart, switch off, reset or open', async () => {
  const { api } = ada;
  await expect(api.call('restartBox')).rejects.toMatchObject(problem('no-box'));
  await expect(api.call('switchOffBox')).rejects.toMatchObject(problem('no-box'));
  await expect(api.call('resetBox', { body: { name: hostname() } })).rejects.toMatchObject(problem('no-box'));
  await expect(api.call('openSsh', { body: { key } })).rejects.toMatchObject(problem('no-box'));
  await expect(api.call('closeSsh')).rejects.toMatchObject(problem('no-box'));
  expect(await api.call('getSshAccess')).toEqual({ keys: [] });
  expect(await api.call('listOperations', { query: {} })).toEqual([]);
});

test.each([['restart'], ['off'], ['reset', '--confirm', 'x']])('percloud box %s says the same', async (...words) => {
  const { code, stderr } = await percloud(box.host.dataDir, ['box', ...words]);
  expect(code).toBe(5);
  expect(stderr).toContain('There is no box to do this with');
});

test('a reset that nobody confirms is none', async () => {
  const { code, stderr } = await percloud(box.host.dataDir, ['box', 'reset']);
  expect(code).toBe(2);
  expect(stderr).toContain('--confirm');
});

/** From here on the agent believes to be on a box. Nothing below stops one. */
test('what is typed has to be the name of the box', async () => {
  writeFileSync(hostFileOf(box.host), JSON.stringify({ ...box.host, kind: 'box' }));
  await box.agent.kill('SIGKILL');
  await restart();
  expect(await ada.api.call('getBox')).toMatchObject({ kind: 'box', hostname: 'percloud' });
  for (const name of ['', 'percloud.local', 'perclou', hostname() === 'percloud' ? 'x' : hostname()])
    await expect(ada.api.call('resetBox', { body: { name } })).rejects.toMatchObject(problem('wrong-box-name'));
});

test.each([
  ['-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----', 'ssh-key-private'],
  ['PuTTY-User-Key-File-3: ssh-ed25519', 'ssh-key-putty'],
  ['hello', 'ssh-key-unreadable'],
])('%.30s… is no public key', async (text, code) => {
  await expect(ada.api.call('openSsh', { body: { key: text } })).rejects.toMatchObject(problem(code));
  expect(await box.agent.log()).not.toContain('b3BlbnNzaC1rZXktdjEA');
});

test('where the system does not open the door, the key does not stay', async () => {
  const { id } = await ada.api.call('openSsh', { body: { key } });
  expect(await ended(id)).toMatchObject({ status: 'failed', problem: { code: 'system-refused' } });
  expect(existsSync(paths(box.host).sshKeys)).toBe(false);
});

const opening = boxStories.find(({ kind }) => kind === 'box.open-ssh')?.before ?? [];
test.each(opening.flatMap((step) => (['before', 'after'] as const).map((when) => ({ step, when }))))(
  'killed $when “$step”, it is taken up by the next start, and the key does not stay here either',
  async ({ step, when }) => {
    writeFileSync(faults, JSON.stringify([{ kind: 'box.open-ssh', step, when, action: 'kill' }]));
    const { id } = await ada.api.call('openSsh', { body: { key } });
    // Here the door never opens, so nothing comes after that.
    if (step !== opening.at(-1) || when === 'before') {
      await box.agent.exited();
      await restart();
    }
    const { status, steps } = await ended(id);
    expect(status).toBe('failed');
    expect(steps.map(({ name }) => name)).toEqual(opening);
    expect(existsSync(paths(box.host).sshKeys)).toBe(false);
  },
);

async function ended(operation: string) {
  const get = () => ada.api.call('getOperation', { params: { operation } });
  await expect.poll(async () => isOver((await get()).status), { timeout: 30_000 }).toBe(true);
  return get();
}

test('whose key is there is told by its fingerprint', async () => {
  writeFileSync(paths(box.host).sshKeys, `# by hand\n${key}\n`, { mode: 0o600 });
  const shown = execFileSync('ssh-keygen', ['-l', '-f', '-'], { input: key, encoding: 'utf8' });
  const { keys } = await ada.api.call('getSshAccess');
  expect(keys).toEqual([{ type: 'ssh-ed25519', comment: 'ada', fingerprint: shown.split(' ')[1] }]);
});
