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
            ADD "barred_code" text
        `);
  }

  public async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
