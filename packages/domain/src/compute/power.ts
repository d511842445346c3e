import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/audit.repository.js';
import type { Caller } from '../authorization/caller.js';
import type { Domain } from '../domain.js';
import { ConflictError } from '../errors.js';
import { noticeOf } from '../jobs/notices.js';
import { inTransaction, type Transaction } from '../persistence/transaction.js';
import { afterAcceptedChange } from '../resource/conditions.js';
import { urnOf, type ResourceIdentity } from '../resource/identity.js';
import { wakeUnits } from '../resource/place-resource.js';
import { refuseWhenStale } from '../resource/put-resource.js';
import { getResourceRow, updateResource } from '../resource/resource.repository.js';
import { ResourceEntity } from '../resource/resource.entity.js';
import type { Resource } from '../resource/resource.js';
import { refuseWhenSuspended } from '../tenant/suspension.js';
import type { PowerState } from './instance.js';

export type PowerAction = 'start' | 'stop' | 'restart';

/** The power that must have been asked for before, and the one that is asked for by the action. */
const transitions: Readonly<Record<PowerAction, { from: PowerState; to: PowerState }>> = {
  start: { from: 'off', to: 'on' },
  stop: { from: 'on', to: 'off' },
  restart: { from: 'on', to: 'on' },
};

/**
 * Accepts a power action. Whether it is allowed is judged by the power last asked for, not by what the machine
 * has got to: a stop right after a stop is a conflict.
 *
 * Throws `NotFoundError`, `ConflictError` or `PreconditionFailedError`. Source: SECA, instance actions.
 */
export async function changePower(
  domain: Domain,
  caller: Caller,
  identity: ResourceIdentity<'instance'>,
  action: PowerAction,
  ifUnmodifiedSince?: number,
): Promise<void> {
  await authorizePower(domain, caller, identity, action);
  await inTransaction(domain.dataSource, (transaction) =>
    acceptPower(domain, transaction, caller, identity, action, ifUnmodifiedSince),
  );
}

/** The same as part of a transaction that does more. Returns the instance as it is to be. */
export async function changePowerIn(
  domain: Domain,
  transaction: Transaction,
  caller: Caller,
  identity: ResourceIdentity<'instance'>,
  action: PowerAction,
): Promise<Resource<'instance'>> {
  await authorizePower(domain, caller, identity, action);
  return acceptPower(domain, transaction, caller, identity, action);
}

async function authorizePower(
  { authorizer }: Domain,
  caller: Caller,
  { tenant, region, workspace, name }: ResourceIdentity<'instance'>,
  action: PowerAction,
): Promise<void> {
  await authorizer.authorize(caller, {
    verb: 'post',
    action,
    api: 'compute',
    type: 'instances',
    name,
    tenant,
    region,
    workspace,
  });
}

async function acceptPower(
  domain: Domain,
  transaction: Transaction,
  caller: Caller,
  identity: ResourceIdentity<'instance'>,
  action: PowerAction,
  ifUnmodifiedSince?: number,
): Promise<Resource<'instance'>> {
  const { manager } = transaction;
  await refuseWhenSuspended(manager, caller, identity.tenant);
  const instance = await getResourceRow(manager, identity, 'no-key-update');
  refuseWhenStale(instance, identity, ifUnmodifiedSince);
  const { from, to } = transitions[action];
  if (instance.desiredPower !== from) {
    throw new ConflictError(
      `${urnOf(identity)} is to be ${instance.desiredPower}; ${action} needs it ${from}`,
    );
  }
  const now = domain.clock.now();
  const history = afterAcceptedChange(instance.status, now, instance.observedVersion > 0);
  const changed: Resource<'instance'> = {
    ...instance,
    status: { ...instance.status, ...history },
    desiredPower: to,
    desiredPowerAt: now,
    restartPhase: action === 'restart' ? 'off' : undefined,
    resourceVersion: instance.resourceVersion + 1,
    lastModifiedAt: now,
  };
  await updateResource(manager, changed);
  await recordAudit(manager, caller, action, changed, instance, now);
  await wakeUnits(domain, transaction, [{ type: 'instance', uid: changed.uid }]);
  transaction.afterCommit(() => domain.jobs.announce([noticeOf(changed)]));
  return changed;
}

/** Notes which half of a restart is still to be seen; another action that was accepted meanwhile wins. */
export async function setRestartPhase(
  manager: EntityManager,
  instance: Resource<'instance'>,
  phase: PowerState | undefined,
): Promise<void> {
  const { uid, resourceVersion } = instance;
  await manager.update(ResourceEntity, { uid, resourceVersion }, { restartPhase: phase ?? null });
}
