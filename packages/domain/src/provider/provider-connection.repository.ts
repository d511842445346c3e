import type { EntityManager } from 'typeorm';
import type { OperatorCaller } from '../authorization/caller.js';
import { requireTenant } from '../authorization/operator-role.js';
import type { Domain } from '../domain.js';
import { NotFoundError } from '../errors.js';
import { makeDueInTurn } from '../jobs/schedule.repository.js';
import { UNIT_KINDS, type Unit } from '../jobs/units.js';
import type { Transaction } from '../persistence/transaction.js';
import { wakeUnits } from '../resource/place-resource.js';
import { ProviderConnectionEntity, type ConnectionStatus } from './provider-connection.entity.js';
import type { ProviderConnection, SmokeState } from './provider-connection.js';
import type { ProviderErrorCode } from './provider-errors.js';
import type { TokenCipher } from './token-cipher.js';
import { isUuid } from '../persistence/uuid.js';

function connectionFromEntity(entity: ProviderConnectionEntity): ProviderConnection {
  const { id, tenant, name, provider, endpoint, mode, status, statusSince } = entity;
  return {
    id,
    tenant,
    name,
    provider,
    endpoint,
    mode,
    status,
    statusSince,
    statusCode: entity.statusCode ?? undefined,
    barredCode: entity.barredCode ?? undefined,
    lastCheckAt: entity.lastCheckAt ?? undefined,
    lastGoodCheckAt: entity.lastGoodCheckAt ?? undefined,
    markerObjectId: entity.markerObjectId ?? undefined,
    sshKeyObjectId: entity.sshKeyObjectId ?? undefined,
    catalogueReadAt: entity.catalogueReadAt ?? undefined,
    sweptAt: entity.sweptAt ?? undefined,
    revision: entity.revision,
    checkedRevision: entity.checkedRevision,
    tokenAccess: entity.tokenAccess ?? undefined,
    foreignObjects: entity.foreignObjects ?? undefined,
    inspectedAt: entity.inspectedAt ?? undefined,
    unbindingAt: entity.unbindingAt ?? undefined,
    abandonedAt: entity.abandonedAt ?? undefined,
    smoke: smokeFromEntity(entity),
  };
}

function smokeFromEntity(entity: ProviderConnectionEntity): SmokeState | undefined {
  const { mode, smokeCapEur: capEur, smokeSpentEur: spentEur, smokeExpiresAt: expiresAt } = entity;
  if (mode !== 'smoke' || capEur === null || expiresAt === null) return undefined;
  return { capEur, spentEur, expiresAt };
}

export async function findConnection(
  manager: EntityManager,
  id: string,
): Promise<ProviderConnection | undefined> {
  const row = isUuid(id) && (await manager.findOneBy(ProviderConnectionEntity, { id }));
  return row ? connectionFromEntity(row) : undefined;
}

/** Every connection, or those of one tenant. */
export async function listConnections(
  manager: EntityManager,
  tenant?: string,
): Promise<ProviderConnection[]> {
  const where = tenant === undefined ? {} : { tenant };
  const rows = await manager.find(ProviderConnectionEntity, { where, order: { tenant: 'ASC', name: 'ASC' } });
  return rows.map(connectionFromEntity);
}

/** The token in clear text; held in memory by whoever calls the provider, and nowhere else. */
export async function readToken(manager: EntityManager, cipher: TokenCipher, id: string): Promise<string> {
  const row = await manager.findOneByOrFail(ProviderConnectionEntity, { id });
  return cipher.decrypt(id, { ciphertext: row.tokenCiphertext, keyId: row.tokenKeyId });
}

/** How many units go on in a second after the provider had trouble. */
const UNITS_PER_SECOND = 20;

/** What a check of a connection found. */
export interface ConnectionCheck {
  status: ConnectionStatus;
  statusCode?: ProviderErrorCode;
  /** Whether it is of no use that other runs call the provider. */
  isBarred?: boolean;
}

/**
 * Records the outcome of a check, unless an operator has changed the connection meanwhile. When the connection becomes
 * usable again, everything of it that is not settled becomes due: bit by bit where the provider had trouble, so that it
 * does not fall over again.
 */
export async function recordCheck(
  domain: Domain,
  transaction: Transaction,
  { id, revision }: Pick<ProviderConnection, 'id' | 'revision'>,
  check: ConnectionCheck,
): Promise<void> {
  const { manager } = transaction;
  const now = domain.clock.now();
  const row = await manager.findOne(ProviderConnectionEntity, {
    where: { id },
    lock: { mode: 'for_no_key_update' },
  });
  if (row?.revision !== revision) return;
  const statusCode = check.statusCode ?? null;
  const isChanged = row.status !== check.status || row.statusCode !== statusCode;
  const barredCode = check.isBarred ? statusCode : null;
  const isOpened = row.barredCode !== null && barredCode === null;
  await manager.update(
    ProviderConnectionEntity,
    { id },
    {
      status: check.status,
      statusCode,
      barredCode,
      lastCheckAt: now,
      checkedRevision: revision,
      ...(isChanged ? { statusSince: now } : {}),
      ...(check.status === 'connected' ? { lastGoodCheckAt: now } : {}),
    },
  );
  if (!isChanged && !isOpened && row.checkedRevision === revision) return;
  if (isOpened || (isChanged && check.status === 'connected')) {
    const units = await unsettledUnits(manager, id);
    if (row.barredCode === 'PROVIDER_UNAVAILABLE') await makeDueInTurn(manager, units, UNITS_PER_SECOND);
    else await wakeUnits(domain, transaction, units);
  }
  transaction.afterCommit(() => domain.jobs.announce([{ type: 'connection', id, tenant: row.tenant }]));
}

/** What a run for the connection itself has done. */
export type ConnectionProgress = Partial<
  Pick<
    ProviderConnection,
    | 'markerObjectId'
    | 'sshKeyObjectId'
    | 'catalogueReadAt'
    | 'sweptAt'
    | 'tokenAccess'
    | 'foreignObjects'
    | 'inspectedAt'
  >
>;

export async function recordConnectionProgress(
  manager: EntityManager,
  id: string,
  progress: ConnectionProgress,
): Promise<void> {
  const columns = Object.fromEntries(Object.entries(progress).map(([name, value]) => [name, value ?? null]));
  await manager.update(ProviderConnectionEntity, { id }, columns);
}

/** One that the caller may see. Throws `NotFoundError`, or `ForbiddenError` for another tenant's. */
export async function getConnection(
  manager: EntityManager,
  caller: OperatorCaller,
  id: string,
): Promise<ProviderConnection> {
  const connection = await findConnection(manager, id);
  if (!connection) throw new NotFoundError(`there is no provider connection '${id}'`);
  requireTenant(caller, connection.tenant);
  return connection;
}

/** What a failed run gives reason to doubt: what the token may do, or whether the provider can be used at all. */
export type ConnectionDoubt = 'access' | 'health';

/** Has the connection of a unit checked at once, unless it is known already that it cannot be used. */
export async function suspectConnectionOf(
  domain: Domain,
  transaction: Transaction,
  unit: Unit,
  doubt: ConnectionDoubt,
): Promise<void> {
  if (unit.type === 'connection') return;
  const rows: { uid: string }[] = await transaction.manager.query(
    `SELECT connection.id AS uid
       FROM resource
       JOIN resource workspace
         ON workspace.kind = 'workspace' AND workspace.tenant = resource.tenant AND workspace.region = resource.region
        AND workspace.name = CASE resource.kind WHEN 'workspace' THEN resource.name ELSE resource.workspace END
       JOIN provider_connection connection ON connection.id = workspace.connection_id
      WHERE resource.uid = $1 AND connection.barred_code IS NULL`,
    [unit.uid],
  );
  // What the token may do has to be shown anew, by a write.
  if (doubt === 'access')
    await transaction.manager.query(
      `UPDATE provider_connection SET token_access = 'read-only'
        WHERE id = ANY($1) AND token_access = 'read-write' AND mode <> 'plan'`,
      [rows.map(({ uid }) => uid)],
    );
  await wakeUnits(
    domain,
    transaction,
    rows.map(({ uid }): Unit => ({ type: 'connection', uid })),
  );
}

/** The units that look after some of the objects of a connection. */
export async function unitsOfBindings(manager: EntityManager, unitUids: readonly string[]): Promise<Unit[]> {
  return manager.query(
    `SELECT CASE kind WHEN 'block-storage' THEN 'volume' ELSE kind END AS type, uid
       FROM resource WHERE uid = ANY($1) AND kind = ANY($2)`,
    [unitUids, UNIT_KINDS],
  );
}

async function unsettledUnits(manager: EntityManager, connectionId: string): Promise<Unit[]> {
  return manager.query(
    `SELECT DISTINCT CASE resource.kind WHEN 'block-storage' THEN 'volume' ELSE resource.kind END AS type, resource.uid
       FROM resource
       JOIN resource workspace
         ON workspace.kind = 'workspace' AND workspace.connection_id = $1
        AND workspace.tenant = resource.tenant AND workspace.region = resource.region
        AND (resource.kind = 'image' OR workspace.name
          = CASE resource.kind WHEN 'workspace' THEN resource.name ELSE resource.workspace END)
      WHERE resource.kind = ANY($2)
        AND (resource.observed_version < resource.resource_version OR resource.deleted_at IS NOT NULL
             OR resource.failures > 0)`,
    [connectionId, UNIT_KINDS],
  );
}
