import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Notices1796040000000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await runner.query(`CREATE TABLE "notice_choice" (
      "person" text PRIMARY KEY NOT NULL REFERENCES "person" ("id") ON DELETE CASCADE,
      "email" text NOT NULL
    )`);
    await runner.query(`CREATE TABLE "notice" (
      "person" text NOT NULL REFERENCES "person" ("id") ON DELETE CASCADE,
      "finding" text NOT NULL,
      "check" text NOT NULL,
      PRIMARY KEY ("person", "finding")
    )`);
  }

  async down(runner: QueryRunner) {
    await runner.query('DROP TABLE "notice"');
    await runner.query('DROP TABLE "notice_choice"');
  }
}
