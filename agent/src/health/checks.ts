import type { Check } from './check.ts';
import { appUnhealthy } from './checks/app-unhealthy.check.ts';

/** All that is looked at, again and again. */
export const checks: readonly Check[] = [appUnhealthy];
