import { Inject, Injectable } from '@nestjs/common';
import type { Percloud } from '@percloud/contract/people';
import { DataSource, In } from 'typeorm';
import type { KnownCaller } from '../http/caller.ts';
import { roleIn } from '../http/may-call.ts';
import { PercloudRow } from './percloud.entity.ts';

@Injectable()
export class PercloudService {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  async exists(id: string): Promise<boolean> {
    return this.rows.existsBy({ id });
  }

  /** Those the caller has a grant on, with the role they have in it; all for root. */
  async list(caller: KnownCaller): Promise<Percloud[]> {
    const held = caller.kind === 'root' ? undefined : caller.grants.map((grant) => grant.percloud).filter((id) => id !== null);
    const rows = await this.rows.find({ ...(held && { where: { id: In(held) } }), order: { createdAt: 'ASC' } });
    return rows.flatMap(({ id, slug, name }) => {
      const role = roleIn(caller, id);
      return role ? [{ id, slug, name, role }] : [];
    });
  }

  private get rows() {
    return this.database.getRepository(PercloudRow);
  }
}
