import type { AppDetail } from '@percloud/contract/apps';
import Docker from 'dockerode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppOwner } from '../apps/app-owner.ts';
import { mess, world } from '../apps/world.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { noLongerTold, toldOf } from './findings-of.ts';

let box: Installation;
let owner: AppOwner;
let probe: AppDetail;

beforeAll(async () => {
  box = await startInstallation();
  owner = await AppOwner.claim(box);
  probe = await owner.install('probe', { version: '1.0.0' });
  await owner.open(probe);
});
afterAll(() => box?.stop());

/** To every container of the app. */
async function signal(app: AppDetail, name: 'SIGSTOP' | 'SIGKILL') {
  const docker = new Docker({ socketPath: box.host.dockerSocket });
  const containers = await docker.listContainers({ filters: { label: [`org.percloud.app=${app.id}`] } });
  for (const { Id } of containers) await docker.getContainer(Id).kill({ signal: name });
}

test('an app that hangs is told to its owner, who restarts it by the button', async () => {
  const id = `app-unhealthy:${probe.id}`;
  await owner.write(probe, 'before it hung');
  await signal(probe, 'SIGSTOP');
  const finding = await toldOf(owner.person.api, id);
  expect(finding).toMatchObject({ check: 'app-unhealthy', severity: 'bad', app: probe.id, percloud: owner.percloud });
  expect(finding.remedies.map(({ name }) => name)).toEqual(['restart-app']);

  const started = await owner.person.api.call('applyRemedy', { params: { finding: id, remedy: 'restart-app' } });
  expect(started).toMatchObject({ kind: 'app.restart', subject: { app: probe.id } });
  expect((await owner.ended(started)).status).toBe('succeeded');
  await noLongerTold(owner.person.api, id);
  expect(await owner.read(probe)).toEqual(['before it hung']);
  await expect(owner.person.api.call('applyRemedy', { params: { finding: id, remedy: 'restart-app' } })).rejects.toMatchObject({
    problem: { code: 'finding-gone' },
  });
});

test('after all that nothing is left lying about', async () => {
  expect(mess(await world(box.host), box.host)).toEqual([]);
});
