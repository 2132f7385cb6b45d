import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Operations1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await runner.query(`CREATE TABLE "operation" (
      "id" text PRIMARY KEY NOT NULL, "kind" text NOT NULL, "version" integer NOT NULL, "status" text NOT NULL,
      "percloud" text, "app" text, "subject" text NOT NULL, "input" text NOT NULL, "facts" text NOT NULL, "locks" text NOT NULL,
      "steps" text NOT NULL, "problem" text, "committed" boolean NOT NULL, "cancelRequested" boolean NOT NULL, "resumes" integer NOT NULL,
      "startedByPerson" text, "startedByName" text NOT NULL, "createdAt" text NOT NULL, "startedAt" text, "endedAt" text)`);
    await runner.query('CREATE INDEX "operation_status" ON "operation" ("status")');
    await runner.query('CREATE INDEX "operation_app" ON "operation" ("app")');
    await runner.query('CREATE INDEX "operation_created" ON "operation" ("createdAt")');
  }

  async down(runner: QueryRunner) {
    await runner.query('DROP TABLE "operation"');
  }
}
