import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A gateway may have two NAT VMs in a network. While a worker of the previous version still runs it cannot publish
 * configurations: its run is put off, and one of this version makes up for it.
 */
export class NatVmSlots1795410000000 implements MigrationInterface {
  name = 'NatVmSlots1795410000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "gateway_agent"
                ADD "slot" text NOT NULL DEFAULT 'primary',
                ADD "turn_requested_at" TIMESTAMP(3) WITH TIME ZONE
        `);
    await queryRunner.query(`DROP INDEX "gateway_agent_living"`);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "gateway_agent_living" ON "gateway_agent" ("gateway_uid", "network_uid", "slot")
            WHERE revoked_at IS NULL
        `);
    await queryRunner.query(`
            ALTER TABLE "gateway_configuration"
                ADD "slot" text NOT NULL DEFAULT 'primary',
                DROP CONSTRAINT "gateway_configuration_key",
                ADD CONSTRAINT "gateway_configuration_key" PRIMARY KEY ("network_uid", "gateway_uid", "slot")
        `);
  }

  public async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
