import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Health1795312800000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await runner.query('CREATE TABLE "finding" ("id" text PRIMARY KEY NOT NULL, "since" text NOT NULL)');
    await runner.query('CREATE TABLE "free_room" ("at" text PRIMARY KEY NOT NULL, "freeBytes" integer NOT NULL)');
    await runner.query(
      'CREATE TABLE "app_room" ("app" text PRIMARY KEY NOT NULL, "bytes" integer NOT NULL, "snapshotsBytes" integer NOT NULL, "measuredAt" text NOT NULL)',
    );
  }

  async down(runner: QueryRunner) {
    for (const table of ['app_room', 'free_room', 'finding']) await runner.query(`DROP TABLE "${table}"`);
  }
}
