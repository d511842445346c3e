import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DriftAndSettings1795415000000 implements MigrationInterface {
  name = 'DriftAndSettings1795415000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "provider_binding" ADD "settled" jsonb`);
    await queryRunner.query(`ALTER TABLE "provider_binding" ADD "drift" jsonb`);
    await queryRunner.query(`
            CREATE TABLE "workspace_settings" (
                "workspace_uid" uuid NOT NULL,
                "nat_gateway" text,
                "guest_bootstrap" text,
                "drift_healing" text,
                CONSTRAINT "workspace_settings_key" PRIMARY KEY ("workspace_uid"),
                CONSTRAINT "workspace_settings_workspace" FOREIGN KEY ("workspace_uid")
                    REFERENCES "resource"("uid") ON DELETE CASCADE ON UPDATE NO ACTION
            )
        `);
  }

  public async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
