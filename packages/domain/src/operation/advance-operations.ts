import type { OperatorCaller } from '../authorization/caller.js';
import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { Domain } from '../domain.js';
import { inTransaction, type Transaction } from '../persistence/transaction.js';
import { judgeGoal } from './goal.rules.js';
import { lookAtGoal } from './look-at-goal.js';
import { OperationEntity } from './operation.entity.js';
import type { OperationErrorClass } from './operation-errors.js';
import { operationNotice } from './operation-notice.js';
import { isFinal, nextOperationState, type OperationEvent } from './operation-state.js';
import { findOpenOperations, getOperation } from './operation.repository.js';
import type { Operation, OperationStep } from './operation.js';

/** More than anybody waits for at a time; what is left comes next time. */
const AT_ONCE = 500;

/** What a look at an operation's steps came to. */
interface Progress {
  event: OperationEvent;
  steps: OperationStep[];
  error?: { errorClass: OperationErrorClass; message: string };
}

/**
 * Looks at everything that operations wait for, and writes down what has come about. Called again and again by each
 * worker; it only ever reads what is true, so a call that is lost or comes twice does no harm.
 */
export async function advanceOperations(domain: Domain): Promise<void> {
  const { manager } = domain.dataSource;
  for (const operation of await findOpenOperations(manager, AT_ONCE)) {
    if (isNews(operation, await progressOf(domain, manager, operation))) await advance(domain, operation.id);
  }
}

/**
 * Stops waiting for an operation. What it has declared stays declared; a final one stays what it is. Throws
 * `NotFoundError`.
 */
export async function cancelOperation(
  domain: Domain,
  caller: OperatorCaller,
  id: string,
): Promise<Operation> {
  return inTransaction(domain.dataSource, async (transaction) => {
    const { manager } = transaction;
    const { tenant, target } = await getOperation(manager, caller, id);
    const operation = await lockOperation(transaction, id);
    if (isFinal(operation.state)) return operation;
    await recordOperatorAudit(manager, caller, 'cancel operation', tenant, target, domain.clock.now());
    return write(domain, transaction, operation, { event: 'cancel', steps: operation.steps });
  });
}

async function advance(domain: Domain, id: string): Promise<void> {
  await inTransaction(domain.dataSource, async (transaction) => {
    const operation = await lockOperation(transaction, id);
    const progress = await progressOf(domain, transaction.manager, operation);
    if (isNews(operation, progress)) await write(domain, transaction, operation, progress);
  });
}

function lockOperation({ manager }: Transaction, id: string): Promise<Operation> {
  return manager.findOneOrFail(OperationEntity, { where: { id }, lock: { mode: 'for_no_key_update' } });
}

function isNews(operation: Operation, { event, steps }: Progress): boolean {
  const isMoved = nextOperationState(operation.state, event) !== operation.state;
  return isMoved || (!isFinal(operation.state) && doneIn(steps) !== doneIn(operation.steps));
}

function doneIn(steps: readonly OperationStep[]): number {
  return steps.filter(({ doneAt }) => doneAt !== undefined).length;
}

async function progressOf(
  { clock }: Domain,
  manager: Transaction['manager'],
  operation: Operation,
): Promise<Progress> {
  const now = clock.now();
  const steps: OperationStep[] = [];
  let error: Progress['error'];
  for (const step of operation.steps) {
    if (step.doneAt !== undefined) {
      steps.push(step);
      continue;
    }
    const judgement = judgeGoal(step.goal, await lookAtGoal(manager, step.goal));
    steps.push(judgement.outcome === 'reached' ? { ...step, doneAt: now.toISOString() } : step);
    if (judgement.outcome === 'failed') {
      error ??= { errorClass: judgement.errorClass, message: `${step.name}: ${judgement.message}` };
    }
  }
  if (error) return { event: 'fail', steps, error };
  const awaited = steps.find(({ doneAt }) => doneAt === undefined);
  if (!awaited) return { event: 'finish', steps };
  if (now < operation.deadlineAt) return { event: 'look', steps };
  return {
    event: 'expire',
    steps,
    error: { errorClass: 'TIMED_OUT', message: `${awaited.name} is still awaited` },
  };
}

async function write(
  domain: Domain,
  { manager, afterCommit }: Transaction,
  operation: Operation,
  { event, steps, error }: Progress,
): Promise<Operation> {
  const state = nextOperationState(operation.state, event);
  const columns = {
    state,
    steps,
    errorClass: error?.errorClass ?? null,
    errorMessage: error?.message ?? null,
    finishedAt: isFinal(state) ? domain.clock.now() : null,
  };
  await manager.update(OperationEntity, { id: operation.id }, columns);
  afterCommit(() => domain.jobs.announce([operationNotice(operation)]));
  return Object.assign(operation, columns);
}
