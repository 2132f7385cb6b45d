import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AutomaticUpdates1795969200000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await runner.query(`ALTER TABLE "app" ADD COLUMN "automaticUpdates" boolean NOT NULL DEFAULT (0)`);
  }

  async down(runner: QueryRunner) {
    await runner.query(`ALTER TABLE "app" DROP COLUMN "automaticUpdates"`);
  }
}
