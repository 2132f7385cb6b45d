import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ToldFindings1795970400000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await runner.query('ALTER TABLE "finding" ADD COLUMN "told" text');
  }

  async down(runner: QueryRunner) {
    await runner.query('ALTER TABLE "finding" DROP COLUMN "told"');
  }
}
