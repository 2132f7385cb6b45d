import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Backups1796000000000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await runner.query(`CREATE TABLE "backup_target" (
      "id" text PRIMARY KEY NOT NULL,
      "percloud" text NOT NULL,
      "kind" text NOT NULL,
      "place" text NOT NULL,
      "fileSystem" text,
      "state" text NOT NULL,
      "wordsKey" text,
      "schedule" text NOT NULL,
      "keep" text NOT NULL,
      "limitBytesPerSecond" integer,
      "appendOnly" boolean NOT NULL DEFAULT (0),
      "createdAt" text NOT NULL,
      "triedAt" text,
      "prunedAt" text
    )`);
    await runner.query('CREATE INDEX "backup_target_percloud" ON "backup_target" ("percloud")');
    await runner.query(`CREATE TABLE "backup" (
      "id" text NOT NULL,
      "target" text NOT NULL,
      "takenAt" text NOT NULL,
      "sizeBytes" integer,
      "files" integer,
      "addedBytes" integer,
      "apps" text NOT NULL,
      "proof" text,
      PRIMARY KEY ("id", "target")
    )`);
  }

  async down(runner: QueryRunner) {
    for (const table of ['backup', 'backup_target']) await runner.query(`DROP TABLE "${table}"`);
  }
}
