import { createHash, randomUUID } from 'node:crypto';
import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { OperatorCaller } from '../authorization/caller.js';
import { requireTenant } from '../authorization/operator-role.js';
import type { Domain } from '../domain.js';
import { ConflictError } from '../errors.js';
import { inTransaction, type Transaction } from '../persistence/transaction.js';
import type { ResourceIdentity } from '../resource/identity.js';
import { findResource } from '../resource/resource.repository.js';
import { OperationEntity } from './operation.entity.js';
import type { Operation, OperationKind, OperationStep } from './operation.js';
import { operationNotice } from './operation-notice.js';

/** How long an operation is waited for, unless the request says otherwise. */
const TIMEOUT_MS = 1_800_000;

export interface OperationRequest {
  kind: OperationKind;
  tenant: string;
  /** What it is about, for people and the audit. */
  target: string;
  /** The resource that it is about, in whose audit it is to be found. */
  resource?: ResourceIdentity | undefined;
  /** That what is done writes the one audit event there is to be. */
  isAudited?: true;
  /** Without one, asking twice is asking for two things. */
  idempotencyKey: string | undefined;
  /** What was asked for, all of it: only the same request may come again under the same key. */
  arguments: object;
  /** How long it is waited for; half an hour when absent. */
  timeoutMs?: number;
}

/**
 * Does what is asked for by `work`, which gives the steps to wait for, and writes the operation down, all in one
 * transaction. A request that comes again under its key does nothing and gives the operation that there is.
 *
 * Throws `ForbiddenError` for a tenant that the caller may not enter, `ConflictError` when another request has used
 * the key, and whatever `work` throws; then nothing has happened and the key is free.
 */
export async function startOperation(
  domain: Domain,
  caller: OperatorCaller,
  request: OperationRequest,
  work: (transaction: Transaction) => Promise<OperationStep[]>,
): Promise<Operation> {
  const { kind, tenant, target } = request;
  requireTenant(caller, tenant);
  const idempotencyKey = request.idempotencyKey ?? randomUUID();
  const requestHash = digestOf({ kind, tenant, target, arguments: request.arguments });
  return inTransaction(domain.dataSource, async (transaction) => {
    const { manager } = transaction;
    const known = await manager.findOneBy(OperationEntity, { subject: caller.subject, idempotencyKey });
    if (known?.requestHash === requestHash) return known;
    if (known) {
      throw new ConflictError(
        `the idempotency key '${idempotencyKey}' was used for ${known.kind} ${known.target}`,
      );
    }
    const steps = await work(transaction);
    const now = domain.clock.now();
    const operation: Operation = {
      id: randomUUID(),
      kind,
      tenant,
      target,
      subject: caller.subject,
      idempotencyKey,
      requestHash,
      state: 'accepted',
      steps,
      errorClass: null,
      errorMessage: null,
      deadlineAt: domain.clock.after(request.timeoutMs ?? TIMEOUT_MS),
      createdAt: now,
      finishedAt: null,
    };
    await manager.insert(OperationEntity, operation);
    if (!request.isAudited) {
      const resource = request.resource && (await findResource(manager, request.resource));
      const thing = { name: target, resourceUid: resource?.uid ?? null };
      await recordOperatorAudit(manager, caller, kind.replaceAll('-', ' '), tenant, thing, now);
    }
    transaction.afterCommit(() => domain.jobs.announce([operationNotice(operation)]));
    return operation;
  });
}

/** The same for equal values, whatever the order of their keys. */
function digestOf(value: object): string {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
  return createHash('sha256').update(text).digest('hex');
}
