import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Operations1795450000000 implements MigrationInterface {
  name = 'Operations1795450000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "operation" (
                "id" uuid NOT NULL,
                "kind" text NOT NULL,
                "tenant" text COLLATE "C" NOT NULL,
                "target" text NOT NULL,
                "subject" text NOT NULL,
                "idempotency_key" text NOT NULL,
                "request_hash" text NOT NULL,
                "state" text NOT NULL,
                "steps" jsonb NOT NULL,
                "error_class" text,
                "error_message" text,
                "deadline_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "finished_at" TIMESTAMP(3) WITH TIME ZONE,
                CONSTRAINT "operation_key" PRIMARY KEY ("id"),
                CONSTRAINT "operation_idempotency" UNIQUE ("subject", "idempotency_key")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "operation_open" ON "operation" ("created_at")
            WHERE state IN ('accepted', 'running')
        `);
    await queryRunner.query(`
            CREATE INDEX "operation_by_tenant" ON "operation" ("tenant", "created_at")
        `);
    await queryRunner.query(`
            CREATE TABLE "plan" (
                "id" uuid NOT NULL,
                "tenant" text COLLATE "C" NOT NULL,
                "subject" text NOT NULL,
                "documents" jsonb NOT NULL,
                "answer" jsonb NOT NULL,
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "expires_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                CONSTRAINT "plan_key" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "plan_expiry" ON "plan" ("expires_at")
        `);
    await queryRunner.query(`
            CREATE FUNCTION tell_operation() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
            BEGIN
              PERFORM record_change('operation', NEW.id, NEW.id, NEW.tenant, '', '', NEW.target, false);
              RETURN NULL;
            END $$
        `);
    await queryRunner.query(`
            CREATE TRIGGER operation_told AFTER INSERT OR UPDATE ON operation FOR EACH ROW
            EXECUTE FUNCTION tell_operation()
        `);
  }

  public async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
