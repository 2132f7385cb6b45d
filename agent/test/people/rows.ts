import { randomBytes } from 'node:crypto';
import type { Grant } from '@percloud/contract/people';
import Database from 'better-sqlite3';
import { newId } from '../../src/database/new-id.ts';
import { hashSecret } from '../../src/gate/hash-secret.ts';
import { type HostConfig, paths } from '../../src/host/host-config.ts';

/** Rows as the agent would write them, for people there is no endpoint to invite yet. Before their first request: the agent remembers. */
export class Rows {
  private readonly database: Database.Database;

  constructor(host: HostConfig) {
    this.database = new Database(paths(host).database);
  }

  addPerson(name: string, grants: readonly Partial<Grant>[] = []): string {
    const person = { id: newId(), name, displayName: name, language: 'en', passwordHash: 'none', createdAt: new Date().toISOString() };
    this.insert('person', person);
    for (const { role = 'member', percloud = null, endsAt = null } of grants)
      this.insert('grant', { id: newId(), person: person.id, role, percloud, endsAt, createdAt: person.createdAt });
    return person.id;
  }

  addPercloud(slug: string): string {
    const id = newId();
    this.insert('percloud', { id, slug, name: slug, createdAt: new Date().toISOString() });
    return id;
  }

  /** The token for the cookie. */
  addSession(person: string, expiresAt = new Date(Date.now() + 3_600_000)): string {
    const token = randomBytes(32).toString('base64url');
    const now = new Date().toISOString();
    const times = { createdAt: now, lastUsedAt: now, expiresAt: expiresAt.toISOString() };
    this.insert('session', { id: newId(), tokenHash: hashSecret(token), person, device: 'Test', address: '192.0.2.1', ...times });
    return token;
  }

  count(table: string): number {
    return Number(this.database.prepare(`SELECT count(*) FROM "${table}"`).pluck().get());
  }

  close() {
    this.database.close();
  }

  private insert(table: string, row: Record<string, string | null>) {
    const columns = Object.keys(row).map((name) => `"${name}"`);
    const places = columns.map(() => '?').join(', ');
    this.database.prepare(`INSERT INTO "${table}" (${columns.join(', ')}) VALUES (${places})`).run(...Object.values(row));
  }
}
