import type { MigrationInterface } from 'typeorm';

/** In order; a class name ends in its timestamp, as TypeORM wants it. A released migration never changes. */
export const migrations: Array<new () => MigrationInterface> = [];
