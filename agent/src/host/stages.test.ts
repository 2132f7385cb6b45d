import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { CommandFailed } from './run.ts';
import { Stages } from './stages.ts';
import { Stop } from './stop.ts';

const stages = () => {
  const out = new PassThrough();
  return { stages: new Stages(out), printed: () => String(out.read() ?? '').replace(/\p{Cc}\[\d+m/gu, '') };
};

test('names each stage and how long it took, or what it found', async () => {
  const { stages: staged, printed } = stages();
  await staged.stage('Prepare', async () => {});
  await staged.stage('Build', async () => 'unchanged');
  expect(printed()).toMatch(/^✓ Prepare \d+\.\d s\n✓ Build unchanged\n$/);
});

test('says which one failed, what to do and where the log is', async () => {
  const { stages: staged, printed } = stages();
  const work = async () => {
    throw new CommandFailed('mount', 32, 'no such device');
  };
  const failing = staged.stage('Start', work, '/var/log/x');
  await expect(failing).rejects.toBeInstanceOf(Stop);
  await expect(failing).rejects.toMatchObject({ log: '/var/log/x', message: expect.stringContaining('no such device') });
  expect(printed()).toContain('✗ Start');
});
