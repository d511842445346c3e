import type { EntityManager } from 'typeorm';
import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { OperatorCaller } from '../authorization/caller.js';
import type { Domain } from '../domain.js';
import { ConflictError } from '../errors.js';
import { noticeOf } from '../jobs/notices.js';
import { inTransaction, type Transaction } from '../persistence/transaction.js';
import { appendState } from '../resource/conditions.js';
import type { ResourceIdentity } from '../resource/identity.js';
import { withHistory } from '../resource/place-resource.js';
import { removeResource } from '../resource/remove-resource.js';
import { findResourceByUid, updateResource } from '../resource/resource.repository.js';
import { TenantEntity } from '../tenant/tenant.entity.js';
import { findConnectionUses } from './connection-uses.js';
import { ProviderBindingEntity } from './provider-binding.entity.js';
import type { ProviderConnectionEntity } from './provider-connection.entity.js';
import { lockConnection, reviseConnection } from './revise-connection.js';
import { SshKeyEntity } from './ssh-key.entity.js';
import { removeConnection } from './unbind-connection.js';

/** An object of ours that nobody looks after any more. */
export interface LeftBehind {
  /** As the provider calls it, such as `server`. */
  objectType: string;
  objectId: string;
  /** What it was there for, such as `nat-vm`. */
  role: string;
}

const EXPLANATION = {
  reason: 'PROVIDER_FORBIDDEN',
  message: 'the provider connection was abandoned: nothing can be done here but delete this',
} as const;

/**
 * Gives up a project that will never come back: nothing is asked of the provider any more. What has objects there
 * turns to `error`, may be deleted without the provider, and goes at once if it is being deleted. The connection goes
 * with its last workspace, by unbinding it, or now when there is none.
 *
 * `name` has to be the connection's own: throws `ConflictError` otherwise. Returns what stays behind.
 */
export async function abandonConnection(
  domain: Domain,
  caller: OperatorCaller,
  id: string,
  name: string,
): Promise<LeftBehind[]> {
  return inTransaction(domain.dataSource, async (transaction) => {
    const { manager } = transaction;
    const now = domain.clock.now();
    const row = await lockConnection(manager, caller, id);
    if (row.name !== name) throw new ConflictError(`the connection is called '${row.name}', not '${name}'`);
    const bindings = await manager.findBy(ProviderBindingEntity, { connectionId: id });
    const left = await leftBehind(manager, row, bindings);
    await manager.update(TenantEntity, { defaultConnectionId: id }, { defaultConnectionId: null });
    const changes = left.map(({ objectType, objectId, role }) => ({
      path: `${objectType}/${objectId}`,
      before: role,
    }));
    const target = `connection ${name}`;
    await recordOperatorAudit(manager, caller, 'abandon connection', row.tenant, target, now, changes);
    await manager.delete(ProviderBindingEntity, { connectionId: id });
    await giveUpResources(domain, transaction, id, [
      ...new Set(bindings.map(({ resourceUid }) => resourceUid)),
    ]);
    if ((await findConnectionUses(manager, id)).length === 0)
      await removeConnection(domain, transaction, row);
    else await reviseConnection(domain, transaction, row, { abandonedAt: row.abandonedAt ?? now });
    return left;
  });
}

async function leftBehind(
  manager: EntityManager,
  row: ProviderConnectionEntity,
  bindings: readonly ProviderBindingEntity[],
): Promise<LeftBehind[]> {
  const keys = await manager.findBy(SshKeyEntity, { connectionId: row.id, isOwn: true });
  const own = (objectType: string, objectId: string | null, role: string): LeftBehind[] =>
    objectId === null ? [] : [{ objectType, objectId, role }];
  return [
    ...bindings.flatMap(({ objectType, objectId, role }) => own(objectType, objectId, role)),
    ...own('placement-group', row.markerObjectId, 'marker'),
    ...own('ssh-key', row.sshKeyObjectId, 'ssh-key'),
    ...keys.flatMap(({ objectId }) => own('ssh-key', objectId, 'user-key')),
  ];
}

/** Workspaces come last, since what is in them refers to them. */
async function giveUpResources(
  domain: Domain,
  transaction: Transaction,
  connectionId: string,
  boundUids: readonly string[],
): Promise<void> {
  const { manager } = transaction;
  const rows: { uid: string }[] = await manager.query(
    `SELECT resource.uid FROM resource
       LEFT JOIN resource workspace
         ON workspace.kind = 'workspace' AND workspace.tenant = resource.tenant
        AND workspace.region = resource.region AND workspace.name = resource.workspace
      WHERE resource.uid = ANY($2)
         OR (resource.kind = 'workspace' AND resource.connection_id = $1)
         OR (workspace.connection_id = $1 AND resource.deleted_at IS NOT NULL)
      ORDER BY resource.kind = 'workspace', resource.uid`,
    [connectionId, boundUids],
  );
  for (const { uid } of rows) {
    const resource = await findResourceByUid(manager, uid, 'update');
    if (!resource) continue;
    if (resource.deletedAt === undefined) {
      const history = appendState(resource.status, 'error', domain.clock.now(), EXPLANATION);
      const givenUp = withHistory(resource, history);
      await updateResource(manager, givenUp);
      transaction.afterCommit(() => domain.jobs.announce([noticeOf(givenUp)]));
    } else if (resource.kind !== 'workspace' || !(await hasResources(manager, resource))) {
      await removeResource(domain, transaction, resource);
    }
  }
}

async function hasResources(
  manager: EntityManager,
  { tenant, region, name }: ResourceIdentity,
): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `SELECT 1 FROM resource WHERE tenant = $1 AND region = $2 AND workspace = $3 LIMIT 1`,
    [tenant, region, name],
  );
  return rows.length > 0;
}

/** Whether nobody looks after the project of a resource's workspace any more. */
export async function isAbandoned(manager: EntityManager, resource: ResourceIdentity): Promise<boolean> {
  const workspace = resource.kind === 'workspace' ? resource.name : resource.workspace;
  const rows: unknown[] = await manager.query(
    `SELECT 1 FROM resource
       JOIN provider_connection ON provider_connection.id = resource.connection_id
      WHERE kind = 'workspace' AND resource.tenant = $1 AND region = $2 AND resource.name = $3
        AND abandoned_at IS NOT NULL`,
    [resource.tenant, resource.region, workspace],
  );
  return rows.length > 0;
}
