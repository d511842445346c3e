import type { MigrationInterface, QueryRunner } from 'typeorm';

export class GatewayAgents1795400000000 implements MigrationInterface {
  name = 'GatewayAgents1795400000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "gateway_agent" (
                "id" uuid NOT NULL,
                "gateway_uid" uuid NOT NULL,
                "network_uid" uuid NOT NULL,
                "identity_hash" text,
                "identity_expires_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "fingerprint" text,
                "registered_at" TIMESTAMP(3) WITH TIME ZONE,
                "revoked_at" TIMESTAMP(3) WITH TIME ZONE,
                "state" text NOT NULL,
                "state_since" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "state_reason" text,
                "heartbeat" jsonb,
                "heartbeat_at" TIMESTAMP(3) WITH TIME ZONE,
                "acknowledged_version" integer NOT NULL DEFAULT '0',
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                CONSTRAINT "gateway_agent_key" PRIMARY KEY ("id"),
                CONSTRAINT "gateway_agent_gateway" FOREIGN KEY ("gateway_uid")
                    REFERENCES "resource"("uid") ON DELETE CASCADE ON UPDATE NO ACTION,
                CONSTRAINT "gateway_agent_network" FOREIGN KEY ("network_uid")
                    REFERENCES "resource"("uid") ON DELETE CASCADE ON UPDATE NO ACTION
            )
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "gateway_agent_living" ON "gateway_agent" ("gateway_uid", "network_uid")
            WHERE revoked_at IS NULL
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "gateway_agent_fingerprint" ON "gateway_agent" ("fingerprint")
        `);
    await queryRunner.query(`
            CREATE INDEX "gateway_agent_by_network" ON "gateway_agent" ("network_uid")
        `);
    await queryRunner.query(`
            CREATE TABLE "gateway_configuration" (
                "network_uid" uuid NOT NULL,
                "gateway_uid" uuid NOT NULL,
                "version" integer NOT NULL,
                "agent_id" uuid NOT NULL,
                "source_prefixes" jsonb NOT NULL,
                "signed" jsonb NOT NULL,
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                CONSTRAINT "gateway_configuration_key" PRIMARY KEY ("network_uid", "gateway_uid"),
                CONSTRAINT "gateway_configuration_network" FOREIGN KEY ("network_uid")
                    REFERENCES "resource"("uid") ON DELETE CASCADE ON UPDATE NO ACTION,
                CONSTRAINT "gateway_configuration_gateway" FOREIGN KEY ("gateway_uid")
                    REFERENCES "resource"("uid") ON DELETE CASCADE ON UPDATE NO ACTION,
                CONSTRAINT "gateway_configuration_agent" FOREIGN KEY ("agent_id")
                    REFERENCES "gateway_agent"("id") ON DELETE CASCADE ON UPDATE NO ACTION
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "gateway_configuration_by_agent" ON "gateway_configuration" ("agent_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "agent_command" (
                "id" uuid NOT NULL,
                "agent_id" uuid NOT NULL,
                "name" text NOT NULL,
                "arguments" jsonb NOT NULL,
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "delivered_at" TIMESTAMP(3) WITH TIME ZONE,
                "finished_at" TIMESTAMP(3) WITH TIME ZONE,
                "outcome" text,
                "result" jsonb,
                "error" text,
                CONSTRAINT "agent_command_key" PRIMARY KEY ("id"),
                CONSTRAINT "agent_command_agent" FOREIGN KEY ("agent_id")
                    REFERENCES "gateway_agent"("id") ON DELETE CASCADE ON UPDATE NO ACTION
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "agent_command_by_agent" ON "agent_command" ("agent_id", "created_at")
        `);
    await queryRunner.query(`
            CREATE TABLE "signing_key" (
                "id" uuid NOT NULL,
                "public_key" text NOT NULL,
                "private_key" bytea,
                "private_key_key_id" text NOT NULL,
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "retired_at" TIMESTAMP(3) WITH TIME ZONE,
                CONSTRAINT "signing_key_key" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "agent_authority" (
                "id" uuid NOT NULL,
                "certificate" text NOT NULL,
                "private_key" bytea NOT NULL,
                "private_key_key_id" text NOT NULL,
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                CONSTRAINT "agent_authority_key" PRIMARY KEY ("id")
            )
        `);
  }

  public async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
