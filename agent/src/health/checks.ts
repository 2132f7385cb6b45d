import type { Check } from './check.ts';
import { appRestarting } from './checks/app-restarting.check.ts';
import { appUnhealthy } from './checks/app-unhealthy.check.ts';
import { catalogUnreachable } from './checks/catalog-unreachable.check.ts';
import { certificateExpiring } from './checks/certificate-expiring.check.ts';
import { clockWrong } from './checks/clock-wrong.check.ts';
import { diskFilling } from './checks/disk-filling.check.ts';
import { memoryShort } from './checks/memory-short.check.ts';
import { snapshotsLarge } from './checks/snapshots-large.check.ts';
import { updateWaiting } from './checks/update-waiting.check.ts';

/** All that is looked at, again and again. */
export const checks: readonly Check[] = [
  diskFilling,
  memoryShort,
  appUnhealthy,
  appRestarting,
  clockWrong,
  certificateExpiring,
  catalogUnreachable,
  updateWaiting,
  snapshotsLarge,
];
