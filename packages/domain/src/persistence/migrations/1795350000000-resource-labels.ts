import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ResourceLabels1795350000000 implements MigrationInterface {
  name = 'ResourceLabels1795350000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    // Labels change seldom, and a list of pending entries would have to be read by every selector.
    await queryRunner.query(`
            CREATE INDEX "resource_labels" ON "resource" USING gin ("labels" jsonb_path_ops)
            WITH (fastupdate = off)
        `);
  }

  public async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
