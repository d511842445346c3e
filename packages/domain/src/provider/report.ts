import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from 'typeorm';
import type { Domain } from '../domain.js';
import { noticeOf } from '../jobs/notices.js';
import type { Unit } from '../jobs/units.js';
import type { Transaction } from '../persistence/transaction.js';
import { unitsUsing } from '../resource/affected-units.js';
import {
  afterStarting,
  appendState,
  explainState,
  isWaitingForItsTurn,
  type Explanation,
  type StateHistory,
} from '../resource/conditions.js';
import type { Kind } from '../resource/kinds.js';
import { settled, wakeUnits, withHistory } from '../resource/place-resource.js';
import { removeResource } from '../resource/remove-resource.js';
import { hasBindings } from './provider-binding.repository.js';
import { findResourceByUid, updateResource } from '../resource/resource.repository.js';
import type { Resource, StatusOf } from '../resource/resource.js';

type UnionToIntersection<U> = (U extends unknown ? (member: U) => void : never) extends (all: infer I) => void
  ? I
  : never;
type AnyDetails = UnionToIntersection<{ [K in Kind]: Omit<StatusOf<K>, keyof StateHistory> }[Kind]>;

/** What a run of a reconciler learnt about one resource of its unit. */
export interface ResourceReport {
  uid: string;
  /** The version that the run worked on; a newer one is not settled by it. */
  version: number;
  /**
   * `settled`: reality matches the spec; `working`: on the way, `explanation` says what is awaited; `failed`:
   * it will not come about until somebody changes something; `lost`: it was there, and nothing brings it back; `gone`:
   * deleted, with nothing left of it; `noted`: only the details are told, by a unit that is not the resource's own.
   */
  outcome: 'settled' | 'working' | 'failed' | 'lost' | 'gone' | 'noted';
  explanation?: Explanation;
  /** What the status says beside the state, as far as the run knows it; `undefined` takes a value away. */
  details?: { [Detail in keyof AnyDetails]?: AnyDetails[Detail] | undefined };
}

/** Writes down what a run learnt, in one transaction with the check of its lease. Says nothing when nothing is new. */
export async function applyReports(
  domain: Domain,
  transaction: Transaction,
  reports: readonly ResourceReport[],
): Promise<void> {
  for (const report of reports.toSorted((a, b) => (a.uid < b.uid ? -1 : 1))) {
    const lock = report.outcome === 'gone' ? 'update' : 'no-key-update';
    const resource = await findResourceByUid(transaction.manager, report.uid, lock);
    if (!resource) continue;
    if (report.outcome === 'gone') await removeIfStillDeleting(domain, transaction, resource);
    else await noteReport(domain, transaction, resource, report);
  }
}

/** Another unit may still hold something for the resource: then it is that one's report that removes it. */
async function removeIfStillDeleting(
  domain: Domain,
  transaction: Transaction,
  resource: Resource,
): Promise<void> {
  if (resource.deletedAt === undefined || (await hasBindings(transaction.manager, resource.uid))) return;
  await removeResource(domain, transaction, resource);
}

async function noteReport(
  domain: Domain,
  transaction: Transaction,
  resource: Resource,
  report: ResourceReport,
): Promise<void> {
  const now = domain.clock.now();
  const detailed = {
    ...resource,
    status: withoutUndefined({ ...resource.status, ...report.details }),
  } as Resource;
  const noted = stateAfter(detailed, report, now);
  if (isUnchanged(resource, noted)) return;
  await updateResource(transaction.manager, noted);
  await wakeUnits(domain, transaction, await dependents(transaction.manager, resource, noted));
  transaction.afterCommit(() => domain.jobs.announce([noticeOf(noted)]));
}

function stateAfter(resource: Resource, report: ResourceReport, now: Date): Resource {
  const { status } = resource;
  const explanation = report.explanation ?? {};
  if (report.outcome === 'noted' || isWaitingForItsTurn(status)) return resource;
  if (status.state === 'deleting') return withHistory(resource, explainState(status, explanation));
  switch (report.outcome) {
    case 'settled':
      if (report.version !== resource.resourceVersion) return resource;
      return withHistory(settled(resource, now), explainState(settled(resource, now).status, explanation));
    case 'working':
      if (status.state === 'active') return resource;
      return withHistory(resource, explainState(afterStarting(status, now), explanation));
    case 'failed': {
      // What was settled and is only looked after stays what it is.
      if (report.version !== resource.resourceVersion || resource.observedVersion === report.version)
        return resource;
      const failed = status.state === 'error' ? status : appendState(status, 'error', now);
      return withHistory(resource, explainState(failed, explanation));
    }
    case 'lost': {
      const lost = status.state === 'error' ? status : appendState(status, 'error', now);
      return withHistory(resource, explainState(lost, explanation));
    }
    case 'gone':
      return resource;
  }
}

/** Who may be waiting for what has just changed; those who are settled have no interest. */
async function dependents(manager: EntityManager, before: Resource, after: Resource): Promise<Unit[]> {
  const isFirstSettled = before.observedVersion === 0 && after.observedVersion > 0;
  const isWayOutChanged =
    after.kind === 'routing-table' &&
    before.kind === 'routing-table' &&
    routeStates(before) !== routeStates(after);
  if (!isFirstSettled && !isWayOutChanged) return [];
  const units = await unitsUsing(manager, after);
  const unsettled: { uid: string }[] = await manager.query(
    `SELECT uid FROM resource WHERE uid = ANY($1) AND (observed_version < resource_version OR deleted_at IS NOT NULL)`,
    [units.map((unit) => unit.uid)],
  );
  const interested = new Set(unsettled.map((row) => row.uid));
  return units.filter((unit) => interested.has(unit.uid));
}

function routeStates(table: Resource<'routing-table'>): string {
  return table.status.routes.map((route) => route.state).join();
}

function withoutUndefined(status: object): object {
  return Object.fromEntries(Object.entries(status).filter(([, value]) => value !== undefined));
}

function isUnchanged(before: Resource, after: Resource): boolean {
  return before.observedVersion === after.observedVersion && isDeepStrictEqual(before.status, after.status);
}
