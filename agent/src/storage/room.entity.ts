import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was free at a time: from these it is told when the disk will be full. */
@Entity('free_room')
export class FreeRoomRow {
  @PrimaryColumn('text') at!: string;
  @Column('integer') freeBytes!: number;
}

/** What an app held when it was measured last. Measuring reads all of it, so nobody does it twice for a restart's sake. */
@Entity('app_room')
export class AppRoomRow {
  @PrimaryColumn('text') app!: string;
  @Column('integer') bytes!: number;
  /** What only its snapshots still hold. */
  @Column('integer') snapshotsBytes!: number;
  @Column('text') measuredAt!: string;
}
