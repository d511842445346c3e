import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RoleGrants1795300000000 implements MigrationInterface {
  name = 'RoleGrants1795300000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "role_grant" (
                "assignment_uid" uuid NOT NULL,
                "role" text COLLATE "C" NOT NULL,
                "tenant" text COLLATE "C" NOT NULL,
                "scopes" jsonb NOT NULL,
                "permissions" jsonb,
                CONSTRAINT "PK_role_grant" PRIMARY KEY ("assignment_uid", "role")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "role_grant_role" ON "role_grant" ("tenant", "role")
        `);
    await queryRunner.query(`
            CREATE TABLE "role_grant_subject" (
                "tenant" text COLLATE "C" NOT NULL,
                "subject" text COLLATE "C" NOT NULL,
                "assignment_uid" uuid NOT NULL,
                CONSTRAINT "PK_role_grant_subject" PRIMARY KEY ("tenant", "subject", "assignment_uid")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "role_grant_subject_assignment" ON "role_grant_subject" ("assignment_uid")
        `);
  }

  public async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
