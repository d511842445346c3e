import { In, LessThan, type EntityManager } from 'typeorm';
import { mayEnter } from '../authorization/operator-role.js';
import type { OperatorCaller } from '../authorization/caller.js';
import { NotFoundError } from '../errors.js';
import { OperationEntity } from './operation.entity.js';
import type { OperationState } from './operation-state.js';
import type { Operation } from './operation.js';
import { isUuid } from '../persistence/uuid.js';

/** One operation; `undefined` when there is none, or it belongs to a tenant that the caller may not enter. */
export async function findOperation(
  manager: EntityManager,
  caller: OperatorCaller,
  id: string,
): Promise<Operation | undefined> {
  const row = isUuid(id) && (await manager.findOneBy(OperationEntity, { id }));
  return row && mayEnter(caller, row.tenant) ? row : undefined;
}

/** As `findOperation`; throws `NotFoundError`. */
export async function getOperation(
  manager: EntityManager,
  caller: OperatorCaller,
  id: string,
): Promise<Operation> {
  const operation = await findOperation(manager, caller, id);
  if (!operation) throw new NotFoundError(`there is no operation ${id}`);
  return operation;
}

export interface OperationFilter {
  tenant?: string | undefined;
  states?: readonly OperationState[] | undefined;
  /** 1 to 200. */
  limit: number;
}

/** The newest operations first, of the tenants that the caller may enter. */
export async function listOperations(
  manager: EntityManager,
  caller: OperatorCaller,
  { tenant = caller.tenant, states, limit }: OperationFilter,
): Promise<Operation[]> {
  if (tenant !== undefined && !mayEnter(caller, tenant)) return [];
  return manager.find(OperationEntity, {
    where: {
      ...(tenant === undefined ? {} : { tenant }),
      ...(states === undefined ? {} : { state: In([...states]) }),
    },
    order: { createdAt: 'DESC', id: 'DESC' },
    take: Math.min(Math.max(limit, 1), 200),
  });
}

/** Those that are not final, the oldest first. */
export async function findOpenOperations(manager: EntityManager, limit: number): Promise<Operation[]> {
  return manager.find(OperationEntity, {
    where: { state: In(['accepted', 'running']) },
    order: { createdAt: 'ASC', id: 'ASC' },
    take: limit,
  });
}

const REMOVED_AT_ONCE = 1_000;

/**
 * Removes operations that became final before `before`, some at a time, and with them what their idempotency keys stand
 * for. Those that are not final stay. Returns how many were removed.
 */
export async function removeOldOperations(manager: EntityManager, before: Date): Promise<number> {
  const old = await manager.find(OperationEntity, {
    select: { id: true },
    where: { finishedAt: LessThan(before) },
    take: REMOVED_AT_ONCE,
  });
  if (old.length === 0) return 0;
  const { affected } = await manager.delete(OperationEntity, { id: In(old.map(({ id }) => id)) });
  return affected ?? 0;
}
