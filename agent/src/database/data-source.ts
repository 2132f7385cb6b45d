import { closeSync, openSync } from 'node:fs';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { HostConfig } from '../host/host-config.ts';
import { paths } from '../host/host-config.ts';
import { entities } from './entities.ts';
import { migrations } from './migrations.ts';

/** One SQLite database: what people decided, the journal, sessions. Changed by migrations only. */
export const databaseOptions = (host: Pick<HostConfig, 'dataDir' | 'runDir'>): DataSourceOptions => ({
  type: 'better-sqlite3',
  database: paths(host).database,
  entities,
  migrations,
  migrationsRun: true,
  enableWAL: true,
  prepareDatabase: (database: { pragma(text: string): unknown }) => {
    // The journal is what survives a power cut: a commit has to be on the disk before the step begins.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('busy_timeout = 5000');
  },
});

export function openDatabase(host: Pick<HostConfig, 'dataDir' | 'runDir'>): Promise<DataSource> {
  // Before SQLite makes it readable for all; its journals take over the mode.
  closeSync(openSync(paths(host).database, 'a', 0o600));
  return new DataSource(databaseOptions(host)).initialize();
}
