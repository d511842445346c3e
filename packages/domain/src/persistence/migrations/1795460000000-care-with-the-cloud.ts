import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CareWithTheCloud1795460000000 implements MigrationInterface {
  name = 'CareWithTheCloud1795460000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "installation"
            ADD "epoch" text NOT NULL DEFAULT '',
            ADD "database_identity" text
        `);
    await queryRunner.query(`
            ALTER TABLE "provider_connection"
            ADD "barred_code" text,
            ADD "smoke_cap_eur" double precision,
            ADD "smoke_spent_eur" double precision NOT NULL DEFAULT '0',
            ADD "smoke_expires_at" TIMESTAMP(3) WITH TIME ZONE
        `);
    await queryRunner.query(`
            CREATE TABLE "orphan" (
                "connection_id" uuid NOT NULL,
                "object_type" text NOT NULL,
                "object_id" text NOT NULL,
                "name" text NOT NULL,
                "role" text NOT NULL,
                "seen_since" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "removal_asked_at" TIMESTAMP(3) WITH TIME ZONE,
                "fault" text,
                CONSTRAINT "orphan_key" PRIMARY KEY ("connection_id", "object_type", "object_id")
            )
        `);
  }

  public async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
