import { builds, ensureBuilt } from '../src/host/build.ts';
import { ensureDockerd } from '../src/host/dockerd.ts';
import { clearAbandoned } from './clear-away.ts';

/** Before tests against the real thing: what is tested is built from what is there now. */
export async function setup(): Promise<void> {
  await ensureDockerd('/var/run/docker.sock');
  await clearAbandoned();
  for (const build of Object.values(builds)) await ensureBuilt(build, () => {});
}
