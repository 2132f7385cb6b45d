import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Problem } from '../problem.ts';
import { BackupRow, BackupTargetRow } from './target.entity.ts';

/** The rows of places and of the backups known there. */
@Injectable()
export class TargetRecords {
  /** Nobody sees them until what they need is made. */
  readonly beingAdded = new Set<string>();

  constructor(private readonly database: DataSource) {}

  get targets() {
    return this.database.getRepository(BackupTargetRow);
  }

  get backups() {
    return this.database.getRepository(BackupRow);
  }

  /** Of this percloud; another one's is not found, nor one that is just being added. */
  async get(percloud: string, id: string): Promise<BackupTargetRow> {
    const target = await this.targets.findOneBy({ id, percloud });
    if (!target || this.beingAdded.has(id)) throw new Problem('not-found');
    return target;
  }

  async getReady(percloud: string, id: string): Promise<BackupTargetRow> {
    const target = await this.get(percloud, id);
    if (target.state !== 'ready') throw new Problem('backup-words-needed');
    return target;
  }

  find(id: string) {
    return this.targets.findOneBy({ id });
  }

  async list(percloud: string): Promise<BackupTargetRow[]> {
    const targets = await this.targets.find({ where: { percloud }, order: { createdAt: 'ASC' } });
    return targets.filter(({ id }) => !this.beingAdded.has(id));
  }

  listAll() {
    return this.targets.find({ order: { createdAt: 'ASC' } });
  }

  async update(id: string, change: Partial<Omit<BackupTargetRow, 'id'>>) {
    await this.targets.update({ id }, change);
  }

  async remove(id: string) {
    await this.backups.delete({ target: id });
    await this.targets.delete({ id });
  }

  /** Newest first. */
  listBackups(target: string) {
    return this.backups.find({ where: { target }, order: { takenAt: 'DESC' } });
  }

  async getBackup(target: string, id: string): Promise<BackupRow> {
    const backup = await this.backups.findOneBy({ target, id });
    if (!backup) throw new Problem('backup-not-found');
    return backup;
  }
}
