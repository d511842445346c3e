import type { Domain } from '../domain.js';
import { nicFields } from '../compute/instance.js';
import type { Unit } from '../jobs/units.js';
import type { Transaction } from '../persistence/transaction.js';
import { wakeUnits } from '../resource/place-resource.js';
import { findChildren } from '../resource/resource.repository.js';
import { ResourceEntity } from '../resource/resource.entity.js';
import type { Resource } from '../resource/resource.js';
import { defaultConnectionOf } from '../tenant/tenant.repository.js';

/**
 * Binds a workspace that was made without a provider connection to the default one of its tenant, for good, and
 * wakes what is in it. Returns the connection's id, or `undefined` when the tenant still has none.
 */
export async function adoptDefaultConnection(
  domain: Domain,
  transaction: Transaction,
  workspace: Resource<'workspace'>,
): Promise<string | undefined> {
  const { manager } = transaction;
  const connectionId = await defaultConnectionOf(manager, workspace.tenant);
  if (connectionId === undefined) return undefined;
  await manager.update(ResourceEntity, { uid: workspace.uid }, { connectionId });
  const children = await findChildren(manager, workspace);
  await wakeUnits(domain, transaction, children.flatMap(unitsOf));
  return connectionId;
}

function unitsOf({ kind, uid }: Resource): Unit[] {
  switch (kind) {
    case 'network':
    case 'instance':
    case 'public-ip':
    case 'security-group':
      return [{ type: kind, uid }];
    case 'block-storage':
      return [{ type: 'volume', uid }];
    default:
      return [];
  }
}

/** Wakes the instances that the workspace itself has to keep. */
export async function wakeInstancesWithoutNics(
  domain: Domain,
  transaction: Transaction,
  workspace: Resource<'workspace'>,
): Promise<void> {
  const children = await findChildren(transaction.manager, workspace);
  const waiting = children.filter((child) => child.kind === 'instance' && nicFields(child.spec).length === 0);
  await wakeUnits(domain, transaction, waiting.flatMap(unitsOf));
}
