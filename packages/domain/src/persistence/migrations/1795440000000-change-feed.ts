import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of a resource is worth telling: everything but its schedule. */
const TOLD_COLUMNS = [
  'labels',
  'annotations',
  'extensions',
  'spec',
  'status',
  'desired_power',
  'restart_phase',
  'connection_id',
  'resource_version',
  'observed_version',
  'deleted_at',
].join(', ');

export class ChangeFeed1795440000000 implements MigrationInterface {
  name = 'ChangeFeed1795440000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await createTable(queryRunner);
    await createFunctions(queryRunner);
    await createTriggers(queryRunner);
    await createIndexes(queryRunner);
  }

  public async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}

async function createTable(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
            CREATE TABLE "change_event" (
                "id" BIGSERIAL NOT NULL,
                "xid" bigint NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "kind" text NOT NULL,
                "uid" uuid NOT NULL,
                "about" uuid NOT NULL,
                "tenant" text,
                "workspace" text NOT NULL,
                "network" text NOT NULL,
                "name" text NOT NULL,
                "is_gone" boolean NOT NULL,
                CONSTRAINT "change_event_key" PRIMARY KEY ("id")
            )
        `);
  await queryRunner.query(`CREATE INDEX "change_event_xid" ON "change_event" ("xid")`);
  await queryRunner.query(`CREATE INDEX "change_event_at" ON "change_event" ("at")`);
  await queryRunner.query(`ALTER TABLE "reconcile_run" ADD "tenant" text, ADD "target" text`);
}

/** Each takes the search path of this migration along, since a restore of a dump has none. */
async function createFunctions(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
            CREATE FUNCTION record_change(kind text, uid uuid, about uuid, tenant text, workspace text, network text,
                                          name text, is_gone boolean) RETURNS void
            LANGUAGE sql SET search_path FROM CURRENT AS $$
              INSERT INTO change_event (xid, at, kind, uid, about, tenant, workspace, network, name, is_gone)
              VALUES (pg_current_xact_id()::text::bigint, clock_timestamp(), kind, uid, about, tenant, workspace, network,
                      name, is_gone)
            $$
        `);
  // What belongs to a unit is found where the unit is: with the resource, or else with the connection.
  await queryRunner.query(`
            CREATE FUNCTION record_change_about(kind text, uid uuid, about_uid uuid, known_tenant text, is_gone boolean)
            RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
            DECLARE place record;
            BEGIN
              SELECT resource.tenant, resource.workspace, resource.network, resource.name INTO place
                FROM resource WHERE resource.uid = about_uid;
              IF NOT FOUND THEN
                SELECT connection.tenant, '' AS workspace, '' AS network, connection.name INTO place
                  FROM provider_connection connection WHERE connection.id = about_uid;
              END IF;
              PERFORM record_change(kind, uid, about_uid, coalesce(place.tenant, known_tenant),
                                    coalesce(place.workspace, ''), coalesce(place.network, ''),
                                    coalesce(place.name, ''), is_gone);
            END $$
        `);
  await queryRunner.query(`
            CREATE FUNCTION tell_resource() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
            DECLARE changed resource;
            BEGIN
              IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF;
              PERFORM record_change(changed.kind, changed.uid, changed.uid, changed.tenant, changed.workspace,
                                    changed.network, changed.name, TG_OP = 'DELETE');
              RETURN NULL;
            END $$
        `);
  await queryRunner.query(`
            CREATE FUNCTION tell_connection() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
            DECLARE changed provider_connection;
            BEGIN
              IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF;
              PERFORM record_change('connection', changed.id, changed.id, changed.tenant, '', '', changed.name,
                                    TG_OP = 'DELETE');
              RETURN NULL;
            END $$
        `);
  await queryRunner.query(`
            CREATE FUNCTION tell_run() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
            BEGIN
              PERFORM record_change_about('run', NEW.id, NEW.unit_uid, NEW.tenant, false);
              RETURN NULL;
            END $$
        `);
  await queryRunner.query(`
            CREATE FUNCTION tell_agent() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
            BEGIN
              PERFORM record_change_about('gateway-agent', NEW.id, NEW.network_uid, NULL, NEW.revoked_at IS NOT NULL);
              RETURN NULL;
            END $$
        `);
  await queryRunner.query(`
            CREATE FUNCTION tell_configuration() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
            BEGIN
              PERFORM record_change_about('gateway-agent', NEW.agent_id, NEW.network_uid, NULL, false);
              RETURN NULL;
            END $$
        `);
  await queryRunner.query(`
            CREATE FUNCTION tell_provider_object() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
            DECLARE changed provider_binding;
            BEGIN
              IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF;
              PERFORM record_change_about('provider-object', changed.id, changed.resource_uid, NULL, TG_OP = 'DELETE');
              RETURN NULL;
            END $$
        `);
}

async function createTriggers(queryRunner: QueryRunner): Promise<void> {
  const onRow = 'FOR EACH ROW';
  for (const statement of [
    `resource_told AFTER INSERT OR DELETE ON resource ${onRow} EXECUTE FUNCTION tell_resource()`,
    `resource_update_told AFTER UPDATE OF ${TOLD_COLUMNS} ON resource ${onRow}
       WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION tell_resource()`,
    `provider_connection_told AFTER INSERT OR DELETE ON provider_connection ${onRow}
       EXECUTE FUNCTION tell_connection()`,
    // Few and seldom written, so they may be compared without their schedule in the dear way.
    `provider_connection_update_told AFTER UPDATE ON provider_connection ${onRow}
       WHEN (to_jsonb(OLD) - 'due_at' - 'failures' IS DISTINCT FROM to_jsonb(NEW) - 'due_at' - 'failures')
       EXECUTE FUNCTION tell_connection()`,
    `reconcile_run_told AFTER INSERT ON reconcile_run ${onRow} EXECUTE FUNCTION tell_run()`,
    `gateway_agent_told AFTER INSERT ON gateway_agent ${onRow} EXECUTE FUNCTION tell_agent()`,
    // Not each heartbeat; a page that shows its age asks by itself.
    `gateway_agent_update_told AFTER UPDATE OF state, state_reason, acknowledged_version, registered_at, revoked_at
       ON gateway_agent ${onRow}
       WHEN ((OLD.state, OLD.state_reason, OLD.acknowledged_version, OLD.registered_at, OLD.revoked_at)
             IS DISTINCT FROM
             (NEW.state, NEW.state_reason, NEW.acknowledged_version, NEW.registered_at, NEW.revoked_at))
       EXECUTE FUNCTION tell_agent()`,
    `gateway_configuration_told AFTER INSERT OR UPDATE ON gateway_configuration ${onRow}
       EXECUTE FUNCTION tell_configuration()`,
    `provider_binding_told AFTER INSERT OR DELETE ON provider_binding ${onRow}
       EXECUTE FUNCTION tell_provider_object()`,
    `provider_binding_update_told AFTER UPDATE OF object_id, observed, resource_uid, unit_uid, idle_since
       ON provider_binding ${onRow}
       WHEN ((OLD.object_id, OLD.observed, OLD.resource_uid, OLD.unit_uid, OLD.idle_since) IS DISTINCT FROM
             (NEW.object_id, NEW.observed, NEW.resource_uid, NEW.unit_uid, NEW.idle_since))
       EXECUTE FUNCTION tell_provider_object()`,
  ]) {
    await queryRunner.query(`CREATE TRIGGER ${statement}`);
  }
}

/** For lists that operators ask for over all tenants, and for what is wrong, which is little. */
async function createIndexes(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
            CREATE INDEX "resource_kind" ON "resource" ("kind", "tenant", "region", "workspace", "network", "name")
        `);
  await queryRunner.query(`CREATE INDEX "resource_modified" ON "resource" ("last_modified_at", "uid")`);
  await queryRunner.query(`
            CREATE INDEX "resource_unsettled" ON "resource" ("tenant") WHERE status->>'state' <> 'active'
        `);
  await queryRunner.query(`
            CREATE INDEX "reconcile_run_newest" ON "reconcile_run" ("started_at", "id")
        `);
}
