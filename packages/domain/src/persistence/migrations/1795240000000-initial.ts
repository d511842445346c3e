import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Initial1795240000000 implements MigrationInterface {
  name = 'Initial1795240000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    // Equality of uuid in an exclusion constraint; a trusted extension, so the owner of the database may add it.
    await queryRunner.query('CREATE EXTENSION IF NOT EXISTS btree_gist');
    await queryRunner.query(`
            CREATE TABLE "api_token" (
                "hash" text NOT NULL,
                "name" text NOT NULL,
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "expires_at" TIMESTAMP(3) WITH TIME ZONE,
                CONSTRAINT "PK_60221392192b32c7560c128a6fa" PRIMARY KEY ("hash")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "audit_event" (
                "id" BIGSERIAL NOT NULL,
                "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "tenant" text NOT NULL,
                "subject" text NOT NULL,
                "source" text NOT NULL,
                "action" text NOT NULL,
                "resource_uid" uuid,
                "target" text NOT NULL,
                "resource_version" integer,
                "changes" jsonb NOT NULL,
                "request_id" text,
                CONSTRAINT "PK_481efbe8b0a403efe3f47a6528f" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "audit_event_resource" ON "audit_event" ("resource_uid", "id")
        `);
    await queryRunner.query(`
            CREATE TABLE "lease" (
                "unit" text NOT NULL,
                "owner" text NOT NULL,
                "fencing" bigint NOT NULL,
                "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_0e05e1149cb89b494ca6998ef84" PRIMARY KEY ("unit")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "resource" (
                "uid" uuid NOT NULL,
                "tenant" text COLLATE "C" NOT NULL,
                "region" text COLLATE "C" NOT NULL,
                "workspace" text COLLATE "C" NOT NULL,
                "network" text COLLATE "C" NOT NULL,
                "kind" text COLLATE "C" NOT NULL,
                "name" text COLLATE "C" NOT NULL,
                "labels" jsonb,
                "annotations" jsonb,
                "extensions" jsonb,
                "spec" jsonb NOT NULL,
                "status" jsonb NOT NULL,
                "desired_power" text,
                "desired_power_at" TIMESTAMP(3) WITH TIME ZONE,
                "restart_phase" text,
                "connection_id" uuid,
                "resource_version" integer NOT NULL,
                "observed_version" integer NOT NULL,
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "last_modified_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "deleted_at" TIMESTAMP(3) WITH TIME ZONE,
                "due_at" TIMESTAMP WITH TIME ZONE,
                "failures" integer NOT NULL DEFAULT '0',
                CONSTRAINT "resource_identity" UNIQUE (
                    "tenant",
                    "region",
                    "workspace",
                    "network",
                    "kind",
                    "name"
                ),
                CONSTRAINT "resource_version_positive" CHECK (
                    resource_version > 0
                    AND observed_version <= resource_version
                ),
                CONSTRAINT "PK_e6349ecf05ea1e0a1c6ddba88d6" PRIMARY KEY ("uid")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "resource_due" ON "resource" ("due_at")
            WHERE due_at IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE TABLE "network_address" (
                "network_uid" uuid NOT NULL,
                "address" inet NOT NULL,
                "owner_uid" uuid NOT NULL,
                "subnet_uid" uuid NOT NULL,
                "role" text NOT NULL,
                CONSTRAINT "PK_c7eac9b424bd26edd5b2e75ddca" PRIMARY KEY ("network_uid", "address")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "network_address_owner" ON "network_address" ("owner_uid")
        `);
    await queryRunner.query(`
            CREATE TABLE "subnet_range" (
                "subnet_uid" uuid NOT NULL,
                "network_uid" uuid NOT NULL,
                "range" cidr NOT NULL,
                CONSTRAINT "subnet_range_disjoint" EXCLUDE USING gist (network_uid WITH =, range inet_ops WITH &&),
                CONSTRAINT "PK_821e5ad911965776bd23a202ee6" PRIMARY KEY ("subnet_uid")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "subnet_range_network" ON "subnet_range" ("network_uid")
        `);
    await queryRunner.query(`
            CREATE TABLE "provider_connection" (
                "id" uuid NOT NULL,
                "tenant" text COLLATE "C" NOT NULL,
                "name" text NOT NULL,
                "provider" text NOT NULL,
                "endpoint" text NOT NULL,
                "mode" text NOT NULL,
                "token_ciphertext" bytea NOT NULL,
                "token_key_id" text NOT NULL,
                "status" text NOT NULL,
                "status_code" text,
                "status_since" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "last_check_at" TIMESTAMP(3) WITH TIME ZONE,
                "last_good_check_at" TIMESTAMP(3) WITH TIME ZONE,
                "marker_object_id" text,
                "ssh_key_object_id" text,
                "catalogue_read_at" TIMESTAMP(3) WITH TIME ZONE,
                "swept_at" TIMESTAMP(3) WITH TIME ZONE,
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "due_at" TIMESTAMP WITH TIME ZONE,
                "failures" integer NOT NULL DEFAULT '0',
                CONSTRAINT "PK_287831bfc2b61bbd8668ea4c0b5" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "provider_connection_due" ON "provider_connection" ("due_at")
            WHERE due_at IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE TABLE "provider_binding" (
                "id" uuid NOT NULL,
                "unit_uid" uuid NOT NULL,
                "resource_uid" uuid NOT NULL,
                "connection_id" uuid NOT NULL,
                "role" text NOT NULL,
                "object_type" text NOT NULL,
                "object_id" text,
                "observed" jsonb,
                "observed_at" TIMESTAMP(3) WITH TIME ZONE,
                "evidence" text,
                "made_with" jsonb,
                "idle_since" TIMESTAMP(3) WITH TIME ZONE,
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                CONSTRAINT "provider_binding_role" UNIQUE ("unit_uid", "resource_uid", "role"),
                CONSTRAINT "PK_8f47d2cadf847cd03f1ce09ff45" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "provider_binding_object" ON "provider_binding" ("connection_id", "object_type", "object_id")
            WHERE object_id IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE INDEX "provider_binding_resource" ON "provider_binding" ("resource_uid")
        `);
    await queryRunner.query(`
            CREATE TABLE "rate_budget" (
                "connection_id" uuid NOT NULL,
                "hourly_limit" integer NOT NULL,
                "remaining" double precision NOT NULL,
                "counted_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_1c3f0c126a47e524dc4536b83b3" PRIMARY KEY ("connection_id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "reconcile_run" (
                "id" uuid NOT NULL,
                "unit_type" text NOT NULL,
                "unit_uid" uuid NOT NULL,
                "started_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "ended_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "outcome" text NOT NULL,
                "reason" text,
                "planned" jsonb NOT NULL,
                "steps" jsonb NOT NULL,
                "calls" integer NOT NULL,
                CONSTRAINT "PK_d39ce4ab4cea56ea6e15ebe3909" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "reconcile_run_unit" ON "reconcile_run" ("unit_uid", "started_at")
        `);
    await queryRunner.query(`
            CREATE TABLE "catalogue_item" (
                "provider" text NOT NULL,
                "region" text COLLATE "C" NOT NULL,
                "kind" text COLLATE "C" NOT NULL,
                "name" text COLLATE "C" NOT NULL,
                "position" integer NOT NULL,
                "spec" jsonb NOT NULL,
                "labels" jsonb NOT NULL,
                "annotations" jsonb NOT NULL,
                "provider_data" jsonb NOT NULL,
                "version" integer NOT NULL,
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "modified_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "withdrawn_at" TIMESTAMP(3) WITH TIME ZONE,
                CONSTRAINT "PK_533fb196d9a6b9d598bac30b731" PRIMARY KEY ("provider", "region", "kind", "name")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "resource_reference" (
                "from_uid" uuid NOT NULL,
                "field" text NOT NULL,
                "target_tenant" text COLLATE "C" NOT NULL,
                "target_region" text COLLATE "C" NOT NULL,
                "target_workspace" text COLLATE "C" NOT NULL,
                "target_network" text COLLATE "C" NOT NULL,
                "target_kind" text COLLATE "C" NOT NULL,
                "target_name" text COLLATE "C" NOT NULL,
                CONSTRAINT "PK_aa167784543b11fe64ef2a57871" PRIMARY KEY ("from_uid", "field")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "resource_reference_target" ON "resource_reference" (
                "target_tenant",
                "target_region",
                "target_workspace",
                "target_network",
                "target_kind",
                "target_name"
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "installation" (
                "id" uuid NOT NULL,
                "ssh_public_key" text NOT NULL,
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_f0cd0b17a45357b5e1da1da1680" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "tenant" (
                "name" text COLLATE "C" NOT NULL,
                "default_connection_id" uuid,
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_56211336b5ff35fd944f2259173" PRIMARY KEY ("name")
            )
        `);
    await queryRunner.query(`
            ALTER TABLE "network_address"
            ADD CONSTRAINT "FK_1f1ddd2dbbbcf7e6a00e4953d1a" FOREIGN KEY ("owner_uid") REFERENCES "resource"("uid") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "subnet_range"
            ADD CONSTRAINT "FK_821e5ad911965776bd23a202ee6" FOREIGN KEY ("subnet_uid") REFERENCES "resource"("uid") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "provider_binding"
            ADD CONSTRAINT "FK_935d3281ac8a9bf6fd7b9b06f60" FOREIGN KEY ("resource_uid") REFERENCES "resource"("uid") ON DELETE RESTRICT ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "provider_binding"
            ADD CONSTRAINT "FK_d706773d5458c9986c9e583ef79" FOREIGN KEY ("connection_id") REFERENCES "provider_connection"("id") ON DELETE RESTRICT ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "resource_reference"
            ADD CONSTRAINT "FK_61b02bb02daac279e591840ebb8" FOREIGN KEY ("from_uid") REFERENCES "resource"("uid") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "tenant"
            ADD CONSTRAINT "FK_02263daf1d314b1ac656cafb3b6" FOREIGN KEY ("default_connection_id") REFERENCES "provider_connection"("id") ON DELETE
            SET NULL ON UPDATE NO ACTION
        `);
  }

  public async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
