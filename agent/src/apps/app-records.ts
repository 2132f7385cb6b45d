import { Injectable } from '@nestjs/common';
import type { SettingValues } from '@percloud/contract/settings-form';
import { DataSource, IsNull } from 'typeorm';
import { AppPasswordRow } from '../access/app-password.entity.ts';
import { Problem } from '../problem.ts';
import { AppRow, GenerationRow } from './app.entity.ts';

/** An app whose installation is committed. */
export type InstalledApp = AppRow & { generation: number };

export const isInstalled = (app: AppRow): app is InstalledApp => app.generation !== null;

/** The rows of apps and their generations. */
@Injectable()
export class AppRecords {
  constructor(private readonly database: DataSource) {}

  private get apps() {
    return this.database.getRepository(AppRow);
  }

  private get generations() {
    return this.database.getRepository(GenerationRow);
  }

  async insert(app: AppRow) {
    await this.apps.createQueryBuilder().insert().values(app).orIgnore().execute();
  }

  async remove(id: string) {
    await this.generations.delete({ app: id });
    await this.apps.delete({ id });
  }

  /** For a commit. */
  removal(id: string) {
    return [
      this.database.getRepository(AppPasswordRow).createQueryBuilder().delete().where({ app: id }),
      this.generations.createQueryBuilder().delete().where({ app: id }),
      this.apps.createQueryBuilder().delete().where({ id }),
    ];
  }

  find(id: string) {
    return this.apps.findOneBy({ id });
  }

  /** An installed app of this percloud; another percloud's is not found. */
  async getInstalled(percloud: string, id: string): Promise<InstalledApp> {
    const app = await this.apps.findOneBy({ id, percloud });
    if (!app || !isInstalled(app)) throw new Problem('app-not-found');
    return app;
  }

  async listInstalled(percloud?: string): Promise<InstalledApp[]> {
    const apps = await this.apps.find({ where: percloud ? { percloud } : {}, order: { installedAt: 'ASC' } });
    return apps.filter(isInstalled);
  }

  /** Those being installed included. */
  listAll() {
    return this.apps.find({ order: { installedAt: 'ASC' } });
  }

  async findInstalled(id: string): Promise<InstalledApp | undefined> {
    const app = await this.apps.findOneBy({ id });
    return app && isInstalled(app) ? app : undefined;
  }

  /** Is the name free among the apps that are not in the bin? */
  async isSlugTaken(percloud: string, slug: string) {
    return this.apps.existsBy({ percloud, slug, inBinSince: IsNull() });
  }

  async getGeneration(app: string, number: number): Promise<GenerationRow> {
    return this.generations.findOneByOrFail({ app, number });
  }

  async settingsOf(app: string, number: number): Promise<SettingValues> {
    return Object.fromEntries(Object.entries((await this.getGeneration(app, number)).settings));
  }

  async listGenerations(app: string) {
    return this.generations.find({ where: { app }, order: { number: 'ASC' } });
  }

  async removeGeneration(app: string, number: number) {
    await this.generations.delete({ app, number });
  }

  /** For a commit. */
  generationRemoval(app: string, number: number) {
    return this.generations.createQueryBuilder().delete().where({ app, number });
  }

  /** The highest keeps its row for good: see `Snapshots.prune`. */
  async highestGeneration(app: string): Promise<number> {
    return (await this.generations.maximum('number', { app })) ?? 0;
  }

  /** For a commit: the app points at the generation, which gets its row. */
  pointTo(app: string, generation: Omit<GenerationRow, 'app'>) {
    return [
      this.generations
        .createQueryBuilder()
        .insert()
        .values({ ...generation, app })
        .orIgnore(),
      this.update(app, { generation: generation.number }),
    ];
  }

  /** For a commit. */
  update(app: string, change: Partial<Omit<AppRow, 'id'>>) {
    return this.apps.createQueryBuilder().update().set(change).where({ id: app });
  }
}
