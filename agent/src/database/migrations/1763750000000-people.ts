import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE "person" (
    "id" text PRIMARY KEY NOT NULL,
    "name" text NOT NULL UNIQUE,
    "displayName" text NOT NULL,
    "language" text NOT NULL,
    "passwordHash" text NOT NULL,
    "createdAt" text NOT NULL
  )`,
  `CREATE TABLE "percloud" (
    "id" text PRIMARY KEY NOT NULL,
    "slug" text NOT NULL UNIQUE,
    "name" text NOT NULL,
    "createdAt" text NOT NULL
  )`,
  `CREATE TABLE "grant" (
    "id" text PRIMARY KEY NOT NULL,
    "person" text NOT NULL REFERENCES "person" ("id") ON DELETE CASCADE,
    "role" text NOT NULL,
    "percloud" text REFERENCES "percloud" ("id") ON DELETE CASCADE,
    "endsAt" text,
    "createdAt" text NOT NULL
  )`,
  `CREATE INDEX "grant_person" ON "grant" ("person")`,
  `CREATE INDEX "grant_percloud" ON "grant" ("percloud")`,
  `CREATE TABLE "session" (
    "id" text PRIMARY KEY NOT NULL,
    "tokenHash" text NOT NULL UNIQUE,
    "person" text NOT NULL REFERENCES "person" ("id") ON DELETE CASCADE,
    "device" text NOT NULL,
    "address" text NOT NULL,
    "createdAt" text NOT NULL,
    "lastUsedAt" text NOT NULL,
    "expiresAt" text NOT NULL
  )`,
  `CREATE INDEX "session_person" ON "session" ("person")`,
  `CREATE TABLE "claim" (
    "id" integer PRIMARY KEY NOT NULL CHECK ("id" = 1),
    "person" text NOT NULL REFERENCES "person" ("id"),
    "claimedAt" text NOT NULL
  )`,
  // No reference to the app: a password is worthless without it, and is removed with it by the operation that deletes it.
  `CREATE TABLE "app_password" (
    "id" text PRIMARY KEY NOT NULL,
    "app" text NOT NULL,
    "person" text NOT NULL REFERENCES "person" ("id") ON DELETE CASCADE,
    "device" text NOT NULL,
    "hash" text NOT NULL UNIQUE,
    "createdAt" text NOT NULL
  )`,
  `CREATE INDEX "app_password_app" ON "app_password" ("app")`,
  `CREATE INDEX "app_password_person" ON "app_password" ("person")`,
];

export class People1763750000000 implements MigrationInterface {
  async up(database: QueryRunner) {
    for (const statement of tables) await database.query(statement);
  }

  async down(database: QueryRunner) {
    for (const table of ['app_password', 'claim', 'session', 'grant', 'percloud', 'person']) await database.query(`DROP TABLE "${table}"`);
  }
}
