import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Statement } from '../database/atomically.ts';
import { newId } from '../database/new-id.ts';
import { OperationRow } from '../operations/operation.entity.ts';
import type { PersonRow } from './person.entity.ts';

const kind = 'person.reset-password';

/** Who can touch the box can take over an account: so that its person sees it, and the operators, it stands among the operations. */
@Injectable()
export class ResetRecords {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /** Goes into the transaction that sets the password: neither is without the other. */
  recordOf({ id: person, name }: PersonRow): { id: string; statement: Statement } {
    const now = new Date().toISOString();
    const row = {
      id: newId(),
      kind,
      version: 1,
      status: 'succeeded',
      percloud: null,
      app: null,
      subject: { slug: name },
      input: {},
      facts: {},
      locks: [],
      steps: [],
      problem: null,
      committed: true,
      cancelRequested: false,
      resumes: 0,
      startedByPerson: person,
      startedByName: name,
      createdAt: now,
      startedAt: now,
      endedAt: now,
    } as const satisfies Omit<OperationRow, 'sequence'>;
    return { id: row.id, statement: this.rows.createQueryBuilder().insert().values(row) };
  }

  async lastOf(person: string): Promise<string | null> {
    const row = await this.rows.findOne({ where: { kind, startedByPerson: person }, order: { sequence: 'DESC' } });
    return row?.createdAt ?? null;
  }

  private get rows() {
    return this.database.getRepository(OperationRow);
  }
}
