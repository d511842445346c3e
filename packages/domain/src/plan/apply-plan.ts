import type { EntityManager } from 'typeorm';
import { mayEnter } from '../authorization/operator-role.js';
import type { OperatorCaller } from '../authorization/caller.js';
import type { Domain } from '../domain.js';
import { ConflictError, NotFoundError, PreconditionFailedError } from '../errors.js';
import { settledStep } from '../operation/node.js';
import { startOperation } from '../operation/start-operation.js';
import type { Operation, OperationStep } from '../operation/operation.js';
import type { Transaction } from '../persistence/transaction.js';
import { deleteResourceIn } from '../resource/delete-resource.js';
import { compareIdentities, urnOf } from '../resource/identity.js';
import { putResourceIn } from '../resource/put-resource.js';
import { findResource } from '../resource/resource.repository.js';
import { PlanEntity } from './plan.entity.js';
import type { Plan, PlannedDocument } from './plan.js';
import { isUuid } from '../persistence/uuid.js';

/** A plan that was kept; `undefined` when there is none, or it is of a tenant that the caller may not enter. */
export async function findPlan(
  manager: EntityManager,
  caller: OperatorCaller,
  id: string,
): Promise<Plan | undefined> {
  const plan = isUuid(id) && (await manager.findOneBy(PlanEntity, { id }));
  // The row was written from a plan; the database does not know the types.
  return plan && mayEnter(caller, plan.tenant) ? (plan as Plan) : undefined;
}

/**
 * Does exactly what a plan says, all of it in one transaction, and gives the operation that ends when all of it has come
 * about.
 *
 * Throws `NotFoundError`, `ConflictError` for a plan in which something is refused or whose time is up, and
 * `PreconditionFailedError`, naming what has moved since, before anything is done.
 */
export async function applyPlan(
  domain: Domain,
  caller: OperatorCaller,
  id: string,
  idempotencyKey: string | undefined,
): Promise<Operation> {
  const plan = await findPlan(domain.dataSource.manager, caller, id);
  if (!plan) throw new NotFoundError(`there is no plan ${id}`);
  const { tenant } = plan;
  const request = {
    kind: 'apply-plan',
    tenant,
    target: `plan ${id}`,
    idempotencyKey,
    arguments: { id },
  } as const;
  return startOperation(domain, caller, request, async (transaction) => {
    if (domain.clock.now() >= plan.expiresAt) throw new ConflictError(`plan ${id} is too old: make it anew`);
    const refused = plan.answer.changes.filter(({ faults }) => faults.length > 0).map(({ urn }) => urn);
    if (refused.length > 0) throw new ConflictError(`plan ${id} is refused at ${refused.join(', ')}`);
    await refuseWhenMoved(transaction.manager, plan);
    const steps: OperationStep[] = [];
    for (const [index, document] of plan.documents.entries()) {
      if (plan.answer.changes[index]?.action !== 'none') {
        steps.push(await applyDocument(domain, transaction, caller, document));
      }
    }
    return steps;
  });
}

/** Looks at everything before the first change, and locks it until the last. */
async function refuseWhenMoved(manager: EntityManager, { id, documents }: Plan): Promise<void> {
  const moved: string[] = [];
  for (const { identity, seenVersion } of documents.toSorted((a, b) =>
    compareIdentities(a.identity, b.identity),
  )) {
    const resource = await findResource(manager, identity, 'no-key-update');
    const version = resource?.resourceVersion ?? null;
    if (version === seenVersion) continue;
    const [was, is] = [seenVersion, version].map((each) => (each === null ? 'absent' : `at version ${each}`));
    moved.push(`${urnOf(identity)} was ${was} and is ${is}`);
  }
  if (moved.length > 0) {
    throw new PreconditionFailedError(`the world has moved since plan ${id} was made: ${moved.join('; ')}`);
  }
}

async function applyDocument(
  domain: Domain,
  transaction: Transaction,
  caller: OperatorCaller,
  { identity, declared, seenVersion }: PlannedDocument,
): Promise<OperationStep> {
  const ifUnmodifiedSince = seenVersion ?? undefined;
  if (!declared) {
    const { kind, name, uid } = await deleteResourceIn(
      domain,
      transaction,
      caller,
      identity,
      ifUnmodifiedSince,
    );
    return { name: `${kind} ${name}`, goal: { type: 'gone', uid } };
  }
  const { labels, annotations, extensions } = declared.maps;
  const { resource, isNew } = await putResourceIn(domain, transaction, caller, {
    identity,
    maps: { labels, annotations, extensions },
    spec: declared.spec,
    ...(ifUnmodifiedSince === undefined ? {} : { ifUnmodifiedSince }),
  });
  // What was absent cannot be locked, so somebody may have made it since.
  if (isNew !== (seenVersion === null)) {
    throw new PreconditionFailedError(`the world has moved: ${urnOf(identity)} is there now`);
  }
  return settledStep(resource);
}
