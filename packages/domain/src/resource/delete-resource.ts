import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/audit.repository.js';
import type { Caller } from '../authorization/caller.js';
import { refuseWhenSuspended } from '../tenant/suspension.js';
import { takeOutOfAssignments } from '../authorization/remove-role.js';
import { refuseSystemRole } from '../authorization/system-roles.js';
import type { Domain } from '../domain.js';
import { ConflictError, PreconditionFailedError } from '../errors.js';
import { inTransaction, type Transaction } from '../persistence/transaction.js';
import { isAbandoned } from '../provider/abandon-connection.js';
import { hasBindings } from '../provider/provider-binding.repository.js';
import { appendState } from './conditions.js';
import { scopeWithin, urnOf, type ResourceIdentity } from './identity.js';
import { kinds } from './kinds.js';
import { settlesAtOnce, spreadChange, withHistory } from './place-resource.js';
import { removeResource } from './remove-resource.js';
import {
  findChildren,
  findInScope,
  findReferrers,
  getResourceRow,
  lockResources,
  updateResource,
} from './resource.repository.js';
import type { Resource } from './resource.js';

/**
 * Accepts the deletion of a resource. References to it never stand in the way, except that a workspace has to
 * be empty, a network without route tables, and a block storage without an instance; what is itself deleting
 * does not count. Asking again while it is deleting is accepted and changes nothing.
 *
 * Throws `NotFoundError`, `ConflictError` naming what is in the way, or `PreconditionFailedError`.
 */
export async function deleteResource(
  domain: Domain,
  caller: Caller,
  identity: ResourceIdentity,
  ifUnmodifiedSince?: number,
): Promise<void> {
  await admitDelete(domain, caller, identity);
  await inTransaction(domain.dataSource, (transaction) =>
    acceptDelete(domain, transaction, caller, identity, ifUnmodifiedSince),
  );
}

/**
 * The same as part of a transaction that does more. Returns the resource as it was. Throws as `deleteResource` does;
 * the transaction can go on then.
 */
export async function deleteResourceIn(
  domain: Domain,
  transaction: Transaction,
  caller: Caller,
  identity: ResourceIdentity,
  ifUnmodifiedSince?: number,
): Promise<Resource> {
  await admitDelete(domain, caller, identity);
  return acceptDelete(domain, transaction, caller, identity, ifUnmodifiedSince);
}

async function admitDelete(domain: Domain, caller: Caller, identity: ResourceIdentity): Promise<void> {
  const { api, collection } = kinds[identity.kind];
  const { tenant, region, name } = identity;
  const workspace = identity.kind === 'workspace' ? name : identity.workspace;
  await domain.authorizer.authorize(caller, {
    verb: 'delete',
    api,
    type: collection,
    name,
    tenant,
    region,
    workspace,
  });
  refuseSystemRole(identity);
}

async function acceptDelete(
  domain: Domain,
  transaction: Transaction,
  caller: Caller,
  identity: ResourceIdentity,
  ifUnmodifiedSince: number | undefined,
): Promise<Resource> {
  const { manager } = transaction;
  await refuseWhenSuspended(manager, caller, identity.tenant);
  const resource = await getResourceRow(manager, identity, 'update');
  if (ifUnmodifiedSince !== undefined && ifUnmodifiedSince !== resource.resourceVersion) {
    const versions = `version ${resource.resourceVersion}, not ${ifUnmodifiedSince}`;
    throw new PreconditionFailedError(`${urnOf(identity)} has ${versions}`);
  }
  if (resource.deletedAt !== undefined) return resource;
  await refuseWhileNeeded(domain, manager, resource);
  if (resource.kind === 'network') await takeSubnetsAlong(domain, transaction, caller, resource);
  await startDeleting(domain, transaction, caller, resource);
  return resource;
}

async function startDeleting(
  domain: Domain,
  transaction: Transaction,
  caller: Caller,
  resource: Resource,
): Promise<void> {
  const { manager } = transaction;
  const now = domain.clock.now();
  const deleting: Resource = {
    ...withHistory(resource, appendState(resource.status, 'deleting', now)),
    resourceVersion: resource.resourceVersion + 1,
    lastModifiedAt: now,
    deletedAt: now,
  };
  await updateResource(manager, deleting);
  await recordAudit(manager, caller, 'delete', deleting, resource, now);
  if (deleting.kind === 'role') await takeOutOfAssignments(domain, transaction, caller, deleting);
  if (await isNothingLeft(domain, manager, deleting)) await removeResource(domain, transaction, deleting);
  else await spreadChange(domain, transaction, deleting, true);
}

/** Whether the row can go at once: nothing at the provider, and nobody who still has to let go of it. */
async function isNothingLeft(domain: Domain, manager: EntityManager, resource: Resource): Promise<boolean> {
  if (resource.kind === 'workspace' && (await findChildren(manager, resource)).length > 0) return false;
  if (await hasBindings(manager, resource.uid)) return false;
  if (resource.kind === 'workspace' || (await settlesAtOnce(domain, manager, resource))) return true;
  return isAbandoned(manager, resource);
}

async function refuseWhileNeeded(domain: Domain, manager: EntityManager, resource: Resource): Promise<void> {
  const blockers = (await possibleBlockers(domain, manager, resource)).filter(
    (row) => row.deletedAt === undefined,
  );
  const [first] = blockers;
  if (!first) return;
  const others = blockers.length > 1 ? ` and ${blockers.length - 1} more` : '';
  throw new ConflictError(
    `${resource.kind} '${resource.name}' cannot be deleted while there is ${first.kind} '${first.name}'${others}`,
  );
}

async function possibleBlockers(
  domain: Domain,
  manager: EntityManager,
  resource: Resource,
): Promise<Resource[]> {
  switch (resource.kind) {
    case 'workspace':
      return findChildren(manager, resource);
    case 'network': {
      const within = scopeWithin(resource);
      const tables = await findInScope(manager, 'routing-table', within);
      const isStrict = domain.settings.compatibility === 'spec';
      return isStrict ? [...tables, ...(await findInScope(manager, 'subnet', within))] : tables;
    }
    case 'block-storage':
      return findReferrers(manager, resource, ['instance']);
    default:
      return [];
  }
}

/** Where the compatibility setting lets a network go with its last subnets, they go first. */
async function takeSubnetsAlong(
  domain: Domain,
  transaction: Transaction,
  caller: Caller,
  network: Resource<'network'>,
): Promise<void> {
  const subnets = await findInScope(transaction.manager, 'subnet', scopeWithin(network));
  for (const subnet of await lockResources(transaction.manager, subnets, 'update')) {
    if (subnet.deletedAt === undefined) await startDeleting(domain, transaction, caller, subnet);
  }
}
