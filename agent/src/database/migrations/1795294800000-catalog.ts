import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Catalog1795294800000 implements MigrationInterface {
  name = 'Catalog1795294800000';

  async up(runner: QueryRunner) {
    await runner.query(
      'CREATE TABLE "catalog" ("public_key" text PRIMARY KEY NOT NULL, "number" integer NOT NULL, "digest" text NOT NULL, "reached_at" text NOT NULL)',
    );
  }

  async down(runner: QueryRunner) {
    await runner.query('DROP TABLE "catalog"');
  }
}
