import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SshKeys1795320000000 implements MigrationInterface {
  name = 'SshKeys1795320000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "provider_ssh_key" (
                "connection_id" uuid NOT NULL,
                "name" text NOT NULL,
                "object_id" text,
                "is_own" boolean NOT NULL,
                CONSTRAINT "provider_ssh_key_pkey" PRIMARY KEY ("connection_id", "name"),
                CONSTRAINT "provider_ssh_key_connection" FOREIGN KEY ("connection_id")
                  REFERENCES "provider_connection"("id") ON DELETE RESTRICT ON UPDATE NO ACTION
            )
        `);
  }

  public async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
