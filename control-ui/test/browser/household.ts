import { afterAll, afterEach, beforeAll } from 'vitest';
import { AppOwner } from '../../../agent/test/apps/app-owner.ts';
import { type Installation, type InstallationOptions, startInstallation } from '../../../agent/test/installation.ts';
import type { Screen } from './screens.ts';
import { Visit } from './visit.ts';

interface Household {
  box: Installation;
  visit: Visit;
  owner: AppOwner;
}

interface HouseholdOptions extends InstallationOptions {
  /** Default: the box is claimed, and its owner signed in. */
  claimed?: boolean;
}

/** A box and somebody in front of it, for the tests that follow; what they saw when a test failed is kept. */
export function household(
  screen: Screen,
  options: HouseholdOptions | (() => HouseholdOptions | Promise<HouseholdOptions>) = {},
): Household {
  const home = {} as Household;
  beforeAll(async () => {
    const { claimed = true, ...installation } = typeof options === 'function' ? await options() : options;
    home.box = await startInstallation(installation);
    home.visit = await Visit.begin(home.box.host, { screen });
    if (!claimed) return;
    home.owner = await AppOwner.claim(home.box, screen.language);
    await home.visit.signIn();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') console.error(`What was seen: ${await home.visit.photograph()}`);
  });
  afterAll(async () => {
    await home.visit?.end();
    await home.box?.stop();
  });
  return home;
}
