import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CallsOfOthers1795488000000 implements MigrationInterface {
  name = 'CallsOfOthers1795488000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "rate_budget"
            ADD "others_calls" double precision NOT NULL DEFAULT '0',
            ADD "others_counted_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now()
        `);
  }

  public async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
