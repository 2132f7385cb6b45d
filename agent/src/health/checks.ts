import type { Check } from './check.ts';
import { appRestarting } from './checks/app-restarting.check.ts';
import { appUnhealthy } from './checks/app-unhealthy.check.ts';
import { backupOverdue } from './checks/backup-overdue.check.ts';
import { backupUnproven } from './checks/backup-unproven.check.ts';
import { binLarge } from './checks/bin-large.check.ts';
import { catalogUnreachable } from './checks/catalog-unreachable.check.ts';
import { certificateExpiring } from './checks/certificate-expiring.check.ts';
import { clockJumped } from './checks/clock-jumped.check.ts';
import { clockWrong } from './checks/clock-wrong.check.ts';
import { diskErrors } from './checks/disk-errors.check.ts';
import { diskFailing } from './checks/disk-failing.check.ts';
import { diskFilling } from './checks/disk-filling.check.ts';
import { memoryShort } from './checks/memory-short.check.ts';
import { nameUnresolvable } from './checks/name-unresolvable.check.ts';
import { snapshotsLarge } from './checks/snapshots-large.check.ts';
import { tooHot } from './checks/too-hot.check.ts';
import { undervoltage } from './checks/undervoltage.check.ts';
import { updateWaiting } from './checks/update-waiting.check.ts';

/** All that is looked at, again and again. */
export const checks: readonly Check[] = [
  diskFilling,
  diskFailing,
  diskErrors,
  memoryShort,
  tooHot,
  undervoltage,
  appUnhealthy,
  appRestarting,
  nameUnresolvable,
  backupOverdue,
  backupUnproven,
  clockWrong,
  clockJumped,
  certificateExpiring,
  catalogUnreachable,
  updateWaiting,
  snapshotsLarge,
  binLarge,
];
