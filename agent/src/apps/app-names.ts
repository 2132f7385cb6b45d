import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Host } from '../host/host.module.ts';
import { originOf } from '../host/host-config.ts';
import { GrantRow } from '../people/grant.entity.ts';
import { PersonRow } from '../people/person.entity.ts';
import { PercloudRow } from '../perclouds/percloud.entity.ts';

/** What an app is called from outside. Nothing of it is stored with the app: a percloud can move to a box of another name. */
@Injectable()
export class AppNames {
  constructor(
    private readonly host: Host,
    private readonly database: DataSource,
  ) {}

  async of(percloud: string, slug: string) {
    const host = this.hostOf(await this.percloudSlug(percloud), slug);
    return { host, url: this.urlOf(host), owner: await this.ownerOf(percloud) };
  }

  hostOf(percloudSlug: string, slug: string) {
    return `${slug}-${percloudSlug}.${this.host.appDomain}`;
  }

  urlOf(host: string) {
    return originOf(host, this.host);
  }

  async percloudSlug(percloud: string): Promise<string> {
    return (await this.database.getRepository(PercloudRow).findOneByOrFail({ id: percloud })).slug;
  }

  private async ownerOf(percloud: string): Promise<string> {
    const grant = await this.database.getRepository(GrantRow).findOneBy({ percloud, role: 'owner' });
    const owner = grant && (await this.database.getRepository(PersonRow).findOneBy({ id: grant.person }));
    return owner?.name ?? '';
  }
}
