import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { AppPasswordRow } from '../access/app-password.entity.ts';
import { AppParts } from '../apps/app-parts.ts';
import type { InstalledApp } from '../apps/app-records.ts';
import { GrantRow } from '../people/grant.entity.ts';
import { PersonRow } from '../people/person.entity.ts';
import { PercloudRow } from '../perclouds/percloud.entity.ts';
import { type PercloudJson, percloudFormat, percloudJsonSchema } from './percloud-json.ts';

const order = { id: 'ASC' } as const;

/** Writes a percloud's rows down, for a backup. */
@Injectable()
export class PercloudExport {
  constructor(
    private readonly database: DataSource,
    private readonly parts: AppParts,
  ) {}

  /**
   * With these of its apps, as they are now. What lies in the bin was given up and is left out. As long as nothing changes it is the same
   * to the letter: where a backup of before is damaged, that of today heals it.
   */
  async of(percloud: string, apps: readonly InstalledApp[]): Promise<PercloudJson> {
    const grants = await this.database.getRepository(GrantRow).find({ where: { percloud }, order });
    const people = await this.database.getRepository(PersonRow).find({ where: { id: In(grants.map(({ person }) => person)) }, order });
    const appPasswords = await this.database.getRepository(AppPasswordRow).find({ where: { app: In(apps.map(({ id }) => id)) }, order });
    // Through the schema: columns that belong to this box stay here.
    return percloudJsonSchema.parse({
      format: percloudFormat,
      percloud: await this.database.getRepository(PercloudRow).findOneByOrFail({ id: percloud }),
      people,
      grants,
      apps: await Promise.all(apps.map((app) => this.appOf(app))),
      appPasswords: appPasswords.filter(({ person }) => people.some(({ id }) => id === person)),
    });
  }

  async listApps(percloud: string): Promise<InstalledApp[]> {
    return (await this.parts.records.listInstalled(percloud)).filter(({ inBinSince }) => inBinSince === null);
  }

  private async appOf(app: InstalledApp) {
    const { manifest } = await this.parts.releaseOf({ percloud: app.percloud, app: app.id, slug: app.slug }, app.generation);
    const settings = await this.parts.records.settingsOf(app.id, app.generation);
    return { ...app, program: manifest.program, version: manifest.version, settings };
  }
}
