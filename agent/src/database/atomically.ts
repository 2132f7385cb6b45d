import type { DataSource } from 'typeorm';

/** Anything of TypeORM's that can say its SQL: insert, update and delete query builders. */
export interface Statement {
  getQueryAndParameters(): [string, unknown[]];
}

interface SyncDatabase {
  prepare(sql: string): { run(...parameters: unknown[]): { changes: number } };
  transaction<T>(body: () => T): { immediate(): T };
}

/**
 * All of the statements or none, and nobody else's between them. TypeORM's own `transaction` awaits between statements while every
 * request shares SQLite's one connection, so another request's write could land inside it and be rolled back with it.
 * Returns how many rows each changed; `check` may throw on them to roll back.
 */
export function atomically(database: DataSource, statements: readonly Statement[], check?: (changes: number[]) => void): number[] {
  const { databaseConnection } = database.driver as unknown as { databaseConnection: SyncDatabase };
  return databaseConnection
    .transaction(() => {
      const changes = statements.map((statement) => {
        const [sql, parameters] = statement.getQueryAndParameters();
        return databaseConnection.prepare(sql).run(...parameters).changes;
      });
      check?.(changes);
      return changes;
    })
    .immediate();
}
