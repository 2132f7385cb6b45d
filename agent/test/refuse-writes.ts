import Database from 'better-sqlite3';
import { type HostConfig, paths } from '../src/host/host-config.ts';

/** As where the power goes right then: the database refuses what changes a table like this, until it is told otherwise. */
export function refuseWrites(host: HostConfig, what: `${'INSERT' | 'UPDATE'} ON ${string}`): { allow(): void } {
  const database = new Database(paths(host).database);
  database.exec(`CREATE TRIGGER refused BEFORE ${what} BEGIN SELECT RAISE(ABORT, 'not now'); END`);
  return {
    allow: () => {
      database.exec('DROP TRIGGER refused');
      database.close();
    },
  };
}
