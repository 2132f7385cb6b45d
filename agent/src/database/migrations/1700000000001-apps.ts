import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Apps1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await runner.query(`CREATE TABLE "app" (
      "id" text PRIMARY KEY NOT NULL, "percloud" text NOT NULL, "slug" text NOT NULL, "catalogApp" text NOT NULL, "generation" integer,
      "desired" text NOT NULL, "installedAt" text NOT NULL, "inBinSince" text)`);
    // An app in the bin does not keep its name from others.
    await runner.query('CREATE UNIQUE INDEX "app_slug" ON "app" ("percloud", "slug") WHERE "inBinSince" IS NULL');
    await runner.query(`CREATE TABLE "generation" (
      "app" text NOT NULL, "number" integer NOT NULL, "version" text NOT NULL, "settings" text NOT NULL, "createdAt" text NOT NULL,
      PRIMARY KEY ("app", "number"))`);
  }

  async down(runner: QueryRunner) {
    await runner.query('DROP TABLE "generation"');
    await runner.query('DROP TABLE "app"');
  }
}
