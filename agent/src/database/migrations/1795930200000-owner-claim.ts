import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OwnerClaim1795930200000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await runner.query(`CREATE TABLE "owner_claim" (
      "id" integer PRIMARY KEY NOT NULL CHECK ("id" = 1),
      "person" text NOT NULL REFERENCES "person" ("id"),
      "claimedAt" text NOT NULL
    )`);
    // Until now whoever claimed a box also owned its first percloud.
    await runner.query('INSERT INTO "owner_claim" ("id", "person", "claimedAt") SELECT "id", "person", "claimedAt" FROM "claim"');
  }

  async down(runner: QueryRunner) {
    await runner.query('DROP TABLE "owner_claim"');
  }
}
