import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ArrivingApps1796004000000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await runner.query('ALTER TABLE "backup_target" ADD COLUMN "arriving" text');
  }

  async down(runner: QueryRunner) {
    await runner.query('ALTER TABLE "backup_target" DROP COLUMN "arriving"');
  }
}
