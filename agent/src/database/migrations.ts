import type { MigrationInterface } from 'typeorm';
import { Operations1700000000000 } from './migrations/1700000000000-operations.ts';
import { Apps1700000000001 } from './migrations/1700000000001-apps.ts';
import { People1763750000000 } from './migrations/1763750000000-people.ts';
import { Catalog1795294800000 } from './migrations/1795294800000-catalog.ts';
import { CatalogSources1795306200000 } from './migrations/1795306200000-catalog-sources.ts';
import { Health1795312800000 } from './migrations/1795312800000-health.ts';
import { OwnerClaim1795930200000 } from './migrations/1795930200000-owner-claim.ts';
import { AutomaticUpdates1795969200000 } from './migrations/1795969200000-automatic-updates.ts';
import { ToldFindings1795970400000 } from './migrations/1795970400000-told-findings.ts';
import { Backups1796000000000 } from './migrations/1796000000000-backups.ts';
import { ArrivingApps1796004000000 } from './migrations/1796004000000-arriving-apps.ts';
import { Notices1796040000000 } from './migrations/1796040000000-notices.ts';

/** In order; a class name ends in its timestamp, as TypeORM wants it. A released migration never changes. */
export const migrations: Array<new () => MigrationInterface> = [
  Operations1700000000000,
  Apps1700000000001,
  People1763750000000,
  Catalog1795294800000,
  CatalogSources1795306200000,
  Health1795312800000,
  OwnerClaim1795930200000,
  AutomaticUpdates1795969200000,
  ToldFindings1795970400000,
  Backups1796000000000,
  ArrivingApps1796004000000,
  Notices1796040000000,
];
