import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AdminAccess1795420000000 implements MigrationInterface {
  name = 'AdminAccess1795420000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    // The tokens that exist, and those that the previous version still makes, may do everything.
    await queryRunner.query(`
            ALTER TABLE "api_token"
                ADD "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                ADD "role" text NOT NULL DEFAULT 'admin',
                ADD "tenant" text,
                ADD "created_by" text NOT NULL DEFAULT '',
                ADD "last_used_at" TIMESTAMP(3) WITH TIME ZONE,
                ADD "revoked_at" TIMESTAMP(3) WITH TIME ZONE
        `);
    await queryRunner.query(`CREATE UNIQUE INDEX "api_token_id" ON "api_token" ("id")`);
    await queryRunner.query(`
            CREATE TABLE "operator_session" (
                "hash" text NOT NULL,
                "subject" text NOT NULL,
                "name" text NOT NULL,
                "role" text NOT NULL,
                "tenant" text,
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "idle_until" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "expires_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "revoked_at" TIMESTAMP(3) WITH TIME ZONE,
                CONSTRAINT "operator_session_key" PRIMARY KEY ("hash")
            )
        `);
    await queryRunner.query(`CREATE INDEX "operator_session_subject" ON "operator_session" ("subject")`);
    await queryRunner.query(`
            CREATE TABLE "sign_in" (
                "hash" text NOT NULL,
                "state" text NOT NULL,
                "nonce" text NOT NULL,
                "code_verifier" text NOT NULL,
                "return_to" text NOT NULL,
                "expires_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                CONSTRAINT "sign_in_key" PRIMARY KEY ("hash")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "bootstrap_token" (
                "hash" text NOT NULL,
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "expires_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "used_at" TIMESTAMP(3) WITH TIME ZONE,
                CONSTRAINT "bootstrap_token_key" PRIMARY KEY ("hash")
            )
        `);
  }

  public async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
