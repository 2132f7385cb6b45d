import { Injectable } from '@nestjs/common';
import { AppsHealth } from './measuring/apps-health.ts';

export type { AppHealth } from './measuring/apps-health.ts';

/** All that checks look at. */
@Injectable()
export class Sources {
  constructor(readonly apps: AppsHealth) {}
}
