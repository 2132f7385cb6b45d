import type { CheckName } from '@percloud/contract/health';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who is told by e-mail as well, and where. */
@Entity('notice_choice')
export class NoticeChoiceRow {
  @PrimaryColumn('text') person!: string;
  @Column('text') email!: string;
}

/** A person was told of a finding, and is to be told that it is over. */
@Entity('notice')
export class NoticeRow {
  @PrimaryColumn('text') person!: string;
  @PrimaryColumn('text') finding!: string;
  @Column('text') check!: CheckName;
}
