import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TurnsAndOldOperations1795470000000 implements MigrationInterface {
  name = 'TurnsAndOldOperations1795470000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "gateway_agent"
            ADD "turn_taken_for" TIMESTAMP(3) WITH TIME ZONE
        `);
    await queryRunner.query(`
            CREATE INDEX "operation_finished" ON "operation" ("finished_at")
            WHERE finished_at IS NOT NULL
        `);
  }

  public async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
