import type { OperatorCaller } from '../authorization/caller.js';
import { requireTenant } from '../authorization/operator-role.js';
import { changePowerIn, type PowerAction } from '../compute/power.js';
import type { Domain } from '../domain.js';
import { ConflictError, NotFoundError } from '../errors.js';
import { unitKey, type Unit } from '../jobs/units.js';
import type { EntityManager } from 'typeorm';
import { findConnection } from '../provider/provider-connection.repository.js';
import { affectedUnits, unitOf } from '../resource/affected-units.js';
import { urnOf, type ResourceIdentity } from '../resource/identity.js';
import { wakeUnits } from '../resource/place-resource.js';
import { findResourceByUid } from '../resource/resource.repository.js';
import type { Resource } from '../resource/resource.js';
import { settledStep } from './node.js';
import { startOperation } from './start-operation.js';
import type { Operation } from './operation.js';

/** A power action that ends when the machine is seen so. Throws as `changePower` does. */
export function operatePower(
  domain: Domain,
  caller: OperatorCaller,
  identity: ResourceIdentity<'instance'>,
  action: PowerAction,
  idempotencyKey: string | undefined,
): Promise<Operation> {
  const { tenant } = identity;
  const target = urnOf(identity);
  const request = { kind: `${action}-instance`, tenant, target, isAudited: true, idempotencyKey } as const;
  return startOperation(domain, caller, { ...request, arguments: identity }, async (transaction) => [
    settledStep(await changePowerIn(domain, transaction, caller, identity, action)),
  ]);
}

/**
 * Has a resource or a connection looked after now, whatever its schedule says; the operation ends with that run.
 * Throws `NotFoundError`, or `ConflictError` for a resource for which nothing is held at the provider.
 */
export async function reconcileNow(
  domain: Domain,
  caller: OperatorCaller,
  uid: string,
  idempotencyKey: string | undefined,
): Promise<Operation> {
  const { units, ...about } = await findUnits(domain.dataSource.manager, uid);
  const { tenant, target } = about;
  requireTenant(caller, tenant);
  const request = { kind: 'reconcile', ...about, idempotencyKey, arguments: { uid } } as const;
  return startOperation(domain, caller, request, async (transaction) => {
    if (units.length === 0) throw new ConflictError(`no unit at the provider belongs to ${target}`);
    await wakeUnits(domain, transaction, units);
    return units.map((unit) => ({ name: `run of ${unitKey(unit)}`, goal: { type: 'looked-after', unit } }));
  });
}

async function findUnits(
  manager: EntityManager,
  uid: string,
): Promise<{ tenant: string; target: string; resource?: Resource; units: Unit[] }> {
  const resource = await findResourceByUid(manager, uid);
  if (resource) {
    const own = await unitOf(manager, resource);
    const units = own ? [own] : await affectedUnits(manager, resource, false);
    return { tenant: resource.tenant, target: urnOf(resource), resource, units };
  }
  const connection = await findConnection(manager, uid);
  if (!connection) throw new NotFoundError(`there is no resource and no connection ${uid}`);
  const { tenant, name } = connection;
  return { tenant, target: `connection ${name}`, units: [{ type: 'connection', uid }] };
}
