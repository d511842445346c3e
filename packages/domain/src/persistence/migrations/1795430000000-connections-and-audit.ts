import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ConnectionsAndAudit1795430000000 implements MigrationInterface {
  name = 'ConnectionsAndAudit1795430000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "tenant"
            ADD "suspended_at" TIMESTAMP(3) WITH TIME ZONE,
            ADD "spend_limit_eur" double precision
        `);
    await queryRunner.query(`
            ALTER TABLE "provider_connection"
            ADD "revision" integer NOT NULL DEFAULT '1',
            ADD "checked_revision" integer NOT NULL DEFAULT '0',
            ADD "token_access" text,
            ADD "foreign_objects" jsonb,
            ADD "inspected_at" TIMESTAMP(3) WITH TIME ZONE,
            ADD "unbinding_at" TIMESTAMP(3) WITH TIME ZONE,
            ADD "abandoned_at" TIMESTAMP(3) WITH TIME ZONE
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "provider_connection_name" ON "provider_connection" ("tenant", "name")
        `);
    await queryRunner.query(`
            ALTER TABLE "audit_event"
            ADD "source_address" text,
            ADD "seal" bigint,
            ADD "hash" text
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "audit_event_seal" ON "audit_event" ("seal")
        `);
    await queryRunner.query(`
            CREATE INDEX "audit_event_unsealed" ON "audit_event" ("id")
            WHERE seal IS NULL
        `);
    await queryRunner.query(`
            CREATE INDEX "audit_event_tenant" ON "audit_event" ("tenant", "id")
        `);
    await queryRunner.query(`
            CREATE TABLE "audit_chain" (
                "id" integer NOT NULL,
                "head_seal" bigint NOT NULL,
                "head_hash" text NOT NULL,
                "anchor_seal" bigint NOT NULL,
                "anchor_hash" text NOT NULL,
                "anchor_event_id" bigint,
                "anchored_at" TIMESTAMP(3) WITH TIME ZONE,
                CONSTRAINT "audit_chain_key" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            INSERT INTO "audit_chain" ("id", "head_seal", "head_hash", "anchor_seal", "anchor_hash")
            VALUES (1, 0, '', 0, '')
        `);
  }

  public async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
