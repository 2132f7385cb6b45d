import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { AppPassword } from '@percloud/contract/apps';
import { DataSource } from 'typeorm';
import { newId } from '../database/new-id.ts';
import { hashSecret } from '../gate/hash-secret.ts';
import { Host } from '../host/host.module.ts';
import { paths } from '../host/host-config.ts';
import type { PersonCaller } from '../http/caller.ts';
import { Problem } from '../problem.ts';
import { AppDirectory } from './app-directory.ts';
import { AppPasswordRow } from './app-password.entity.ts';
import { fillClientSteps } from './client-steps.ts';
import { GateViewService } from './gate-view.service.ts';
import { readLastUsed } from './last-used.ts';

/** Small letters and digits that can't be taken for one another; 32 of them, so that five bits of a byte choose one. */
const letters = 'abcdefghjkmnpqrstuvwxyz023456789';
const maxPerApp = 50;

/** One password per device and app: a lost device is shut out without touching the others. Only ever a person's own. */
@Injectable()
export class AppPasswordsService {
  private readonly gateUsed: string;

  constructor(
    host: Host,
    @Inject(DataSource) private readonly database: DataSource,
    private readonly apps: AppDirectory,
    private readonly gateView: GateViewService,
  ) {
    this.gateUsed = paths(host).gateUsed;
  }

  async list({ id: person }: PersonCaller, percloud: string, appId: string): Promise<AppPassword[]> {
    const app = await this.apps.get(percloud, appId);
    const lastUsed = readLastUsed(this.gateUsed);
    const rows = await this.rows.find({ where: { app: app.id, person }, order: { createdAt: 'ASC' } });
    return rows.map(({ id, device, createdAt }) => ({ id, app: app.id, device, createdAt, lastUsedAt: lastUsed[id] ?? null }));
  }

  /** The only time the password is shown: afterwards nobody has it but the device. */
  async create(caller: PersonCaller, percloud: string, appId: string, device: string) {
    const app = await this.apps.get(percloud, appId);
    if (app.devices.length === 0) throw new Problem('wrong-state', { values: { hint: 'This app has nothing that devices connect to.' } });
    if ((await this.rows.countBy({ app: app.id, person: caller.id })) >= maxPerApp)
      throw new Problem('wrong-state', { values: { hint: 'Remove passwords of devices you no longer use first.' } });
    const password = newPassword();
    const row: AppPasswordRow = {
      id: newId(),
      app: app.id,
      person: caller.id,
      device,
      hash: hashSecret(password),
      createdAt: new Date().toISOString(),
    };
    await this.rows.insert(row);
    await this.gateView.publish();
    const { id, createdAt } = row;
    return {
      id,
      app: app.id,
      device,
      createdAt,
      lastUsedAt: null,
      user: caller.name,
      password,
      url: app.url,
      clients: fillClientSteps(app.clients, { user: caller.name, url: app.url }),
    };
  }

  /** When this returns, the gate's view no longer has it. */
  async revoke({ id: person }: PersonCaller, percloud: string, appId: string, id: string) {
    const app = await this.apps.get(percloud, appId);
    const { affected } = await this.rows.delete({ id, person, app: app.id });
    if (!affected) throw new Problem('not-found');
    await this.gateView.publish();
  }

  private get rows() {
    return this.database.getRepository(AppPasswordRow);
  }
}

/** `abcd-efgh-…`: 24 letters, 120 random bits. Nothing can be guessed from a leaked hash of that, so plain sha256 keeps it: it is checked at every request. */
function newPassword(): string {
  const chosen = Array.from(randomBytes(24), (byte) => letters[byte % 32]).join('');
  return chosen.match(/.{4}/g)?.join('-') ?? chosen;
}
