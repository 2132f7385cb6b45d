import { AppPasswordRow } from '../access/app-password.entity.ts';
import { AppRow, GenerationRow } from '../apps/app.entity.ts';
import { BackupRow, BackupTargetRow } from '../backups/target.entity.ts';
import { CatalogRow } from '../catalog/catalog.entity.ts';
import { CatalogSourceRow } from '../catalog/catalog-source.entity.ts';
import { FindingRow } from '../health/finding.entity.ts';
import { NoticeChoiceRow, NoticeRow } from '../notifications/notice.entity.ts';
import { OperationRow } from '../operations/operation.entity.ts';
import { ClaimRow } from '../people/claim.entity.ts';
import { GrantRow } from '../people/grant.entity.ts';
import { OwnerClaimRow } from '../people/owner-claim.entity.ts';
import { PersonRow } from '../people/person.entity.ts';
import { SessionRow } from '../people/session.entity.ts';
import { PercloudRow } from '../perclouds/percloud.entity.ts';
import { AppRoomRow, FreeRoomRow } from '../storage/room.entity.ts';

/** Every table, one list: the data source reads it, and the test that migrations and entities agree. Columns are named as their properties. */
export const entities: Array<new () => object> = [
  PersonRow,
  PercloudRow,
  GrantRow,
  SessionRow,
  ClaimRow,
  OwnerClaimRow,
  AppPasswordRow,
  OperationRow,
  AppRow,
  GenerationRow,
  CatalogRow,
  CatalogSourceRow,
  FindingRow,
  FreeRoomRow,
  AppRoomRow,
  BackupTargetRow,
  BackupRow,
  NoticeChoiceRow,
  NoticeRow,
];
