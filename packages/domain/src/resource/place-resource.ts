import type { EntityManager } from 'typeorm';
import type { Domain } from '../domain.js';
import { noticeOf } from '../jobs/notices.js';
import { makeDue } from '../jobs/schedule.repository.js';
import { distinctUnits, type Unit } from '../jobs/units.js';
import type { Transaction } from '../persistence/transaction.js';
import { hasBindings } from '../provider/provider-binding.repository.js';
import { affectedUnits } from './affected-units.js';
import { afterSettling, explainState, type StateHistory } from './conditions.js';
import type { Arrangement } from './kind-rules.js';
import type { Kind } from './kinds.js';
import { isInUse, updateResource } from './resource.repository.js';
import type { Resource } from './resource.js';

/** The resource with the status that its arrangement gives; the history of its state stays. */
export function withArrangement(draft: Resource, { details }: Arrangement<Kind>): Resource {
  const { state, conditions } = draft.status;
  return { ...draft, status: { ...details, state, conditions } } as Resource;
}

/**
 * The last step of a write, for a row that is stored: settles what the provider holds nothing for, makes the
 * units due that have to carry the change, or notes what the resource waits for.
 */
export async function placeResource(
  domain: Domain,
  transaction: Transaction,
  resource: Resource,
  { waitsFor, note }: Pick<Arrangement<Kind>, 'waitsFor' | 'note'>,
  isNew: boolean,
): Promise<Resource> {
  const { manager } = transaction;
  if (waitsFor) {
    const waiting = withHistory(resource, explainState(resource.status, waitsFor));
    await updateResource(manager, waiting);
    transaction.afterCommit(() => domain.jobs.announce([noticeOf(waiting)]));
    return waiting;
  }
  const placed = (await settlesAtOnce(domain, manager, resource))
    ? withNote(settled(resource, domain.clock.now()), note)
    : resource;
  await updateResource(manager, placed);
  await spreadChange(domain, transaction, placed, isNew);
  return placed;
}

/** The last step of a write that asks for nothing new: nobody has to do anything about it. */
export async function confirmResource(
  domain: Domain,
  { manager, afterCommit }: Transaction,
  resource: Resource,
  note: string | undefined,
): Promise<Resource> {
  const confirmed = withNote(settled(resource, domain.clock.now()), note);
  await updateResource(manager, confirmed);
  afterCommit(() => domain.jobs.announce([noticeOf(confirmed)]));
  return confirmed;
}

/** Whether the provider holds nothing for the resource as it stands. */
export async function settlesAtOnce(
  domain: Domain,
  manager: EntityManager,
  resource: Resource,
): Promise<boolean> {
  if (resource.kind === 'workspace' && resource.connectionId === undefined) return false;
  const isUsed = (await isInUse(manager, resource)) || (await hasBindings(manager, resource.uid));
  return domain.providerRules.settlesAtOnce(resource.kind, isUsed, resource.extensions);
}

/** The resource once reality matches its spec. */
export function settled(resource: Resource, at: Date): Resource {
  const history = afterSettling(resource.status, at, resource.observedVersion > 0);
  return { ...withHistory(resource, history), observedVersion: resource.resourceVersion };
}

function withNote(resource: Resource, note: string | undefined): Resource {
  if (note === undefined) return resource;
  return withHistory(resource, explainState(resource.status, { reason: 'Note', message: note }));
}

export function withHistory(resource: Resource, history: StateHistory): Resource {
  return { ...resource, status: { ...resource.status, ...history } } as Resource;
}

/** Makes the units that a change concerns due, and tells every process of it after the commit. */
export async function spreadChange(
  domain: Domain,
  transaction: Transaction,
  resource: Resource,
  isExistenceChanged: boolean,
): Promise<void> {
  await wakeUnits(
    domain,
    transaction,
    await affectedUnits(transaction.manager, resource, isExistenceChanged),
  );
  transaction.afterCommit(() => domain.jobs.announce([noticeOf(resource)]));
}

export async function wakeUnits(
  domain: Domain,
  transaction: Transaction,
  units: readonly Unit[],
): Promise<void> {
  const distinct = distinctUnits(units);
  await makeDue(transaction.manager, distinct);
  transaction.afterCommit(() => domain.jobs.wake(distinct));
}
