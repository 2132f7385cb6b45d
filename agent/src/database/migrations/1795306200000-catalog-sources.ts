import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CatalogSources1795306200000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await runner.query(`CREATE TABLE "catalog_source" (
      "id" text PRIMARY KEY NOT NULL, "address" text NOT NULL UNIQUE, "publicKey" text NOT NULL UNIQUE,
      "addedBy" text NOT NULL, "addedAt" text NOT NULL)`);
    await runner.query('ALTER TABLE "app" ADD COLUMN "publisherKey" text');
    await runner.query('ALTER TABLE "app" ADD COLUMN "publisherName" text');
    await runner.query(`ALTER TABLE "app" ADD COLUMN "channel" text NOT NULL DEFAULT 'stable'`);
  }

  async down(runner: QueryRunner) {
    for (const column of ['channel', 'publisherName', 'publisherKey']) await runner.query(`ALTER TABLE "app" DROP COLUMN "${column}"`);
    await runner.query('DROP TABLE "catalog_source"');
  }
}
