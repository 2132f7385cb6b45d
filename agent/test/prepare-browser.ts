import { builds, ensureBuilt } from '../src/host/build.ts';
import { setup as prepare } from './prepare.ts';

export async function setup(): Promise<void> {
  await prepare();
  await ensureBuilt(builds.panel, () => {});
}
