import type { DataSource } from 'typeorm';
import { NoticeRow } from './notice.entity.ts';

type Finding = Pick<NoticeRow, 'finding' | 'check'>;

/**
 * Who was told of what. Kept in memory and written after: what was sent is sent, also where a full disk does not let it be written down,
 * and would else be sent again and again.
 */
export class Told {
  private rows = new Map<string, NoticeRow>();
  private isWritten = true;
  private readonly database: DataSource;

  constructor(database: DataSource) {
    this.database = database;
  }

  async load() {
    this.rows = new Map((await this.table.find()).map((row) => [keyOf(row), row]));
  }

  of(person: string): Finding[] {
    return [...this.rows.values()].filter((row) => row.person === person);
  }

  has(person: string, finding: string): boolean {
    return this.rows.has(keyOf({ person, finding }));
  }

  add(person: string, { finding, check }: Finding) {
    this.rows.set(keyOf({ person, finding }), { person, finding, check });
    this.isWritten = false;
  }

  remove(person: string, finding: string) {
    this.rows.delete(keyOf({ person, finding }));
    this.isWritten = false;
  }

  removeAllOf(person: string) {
    for (const { finding } of this.of(person)) this.remove(person, finding);
  }

  /** What could not be written before is written now. */
  async write() {
    if (this.isWritten) return;
    // Before, for what changes meanwhile.
    this.isWritten = true;
    try {
      await this.writeAll();
    } catch (error) {
      this.isWritten = false;
      throw error;
    }
  }

  private async writeAll() {
    const gone = (await this.table.find()).filter((row) => !this.rows.has(keyOf(row)));
    if (gone.length > 0) await this.table.remove(gone);
    if (this.rows.size > 0) await this.table.upsert([...this.rows.values()], ['person', 'finding']);
  }

  private get table() {
    return this.database.getRepository(NoticeRow);
  }
}

const keyOf = ({ person, finding }: Pick<NoticeRow, 'person' | 'finding'>) => `${person} ${finding}`;
