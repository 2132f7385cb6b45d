import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Catalog1795294800000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await runner.query(
      'CREATE TABLE "catalog" ("publicKey" text PRIMARY KEY NOT NULL, "number" integer NOT NULL, "digest" text NOT NULL, "reachedAt" text NOT NULL)',
    );
  }

  async down(runner: QueryRunner) {
    await runner.query('DROP TABLE "catalog"');
  }
}
