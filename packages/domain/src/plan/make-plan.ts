import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { LessThan } from 'typeorm';
import type { OperatorCaller } from '../authorization/caller.js';
import { requireTenant } from '../authorization/operator-role.js';
import type { Domain } from '../domain.js';
import { ValidationError, type Fault } from '../errors.js';
import { identityFromDocument, putRequestFromDocument } from '../resource/document.js';
import { isSameIdentity, urnOf } from '../resource/identity.js';
import { findChildren, getResourceRow } from '../resource/resource.repository.js';
import type { Resource } from '../resource/resource.js';
import { orderDeletions, orderDocuments } from './order-documents.js';
import { PlanEntity } from './plan.entity.js';
import type { DeclaredDocument, Plan, PlanAnswer } from './plan.js';
import { warningsOf } from './plan-warnings.js';
import { rehearse, type Rehearsal } from './rehearse.js';

/** How long a plan can be applied. */
const LIFETIME_MS = 86_400_000;

/** More is rather split into several plans, each tried out in one transaction. */
const MOST_DOCUMENTS = 500;

export interface PlanRequest {
  /** Whose resources they are; a document may name no other tenant. */
  tenant: string;
  /** Of documents that name none. */
  region: string;
  /** Each as SECA spells it, with `metadata.kind`. */
  documents: readonly unknown[];
  /**
   * A workspace of the region in which whatever no document declares is to be deleted, and with it the workspace
   * itself where none declares it or anything in it.
   */
  pruneWorkspace?: string | undefined;
}

/**
 * Works out what declaring the documents would do and keeps it, to be applied exactly so within a day. Nothing else is
 * written, and nothing is asked of the provider. What a document is refused for is part of the answer.
 *
 * Throws `ValidationError` for documents that do not say what they are, with pointers that begin with their index, and
 * `ForbiddenError` for a tenant that the caller may not enter.
 */
export async function makePlan(domain: Domain, caller: OperatorCaller, request: PlanRequest): Promise<Plan> {
  const { tenant } = request;
  requireTenant(caller, tenant);
  const { manager } = domain.dataSource;
  const puts = orderDocuments(readDocuments(request));
  const rehearsal = await rehearse(domain, caller, tenant, puts, await prunedBy(manager, request, puts));
  const now = domain.clock.now();
  const plan: Plan = {
    id: randomUUID(),
    tenant,
    subject: caller.subject,
    documents: rehearsal.documents,
    answer: await answerOf(domain, puts, rehearsal),
    createdAt: now,
    expiresAt: domain.clock.after(LIFETIME_MS),
  };
  await manager.delete(PlanEntity, { expiresAt: LessThan(now) });
  await manager.insert(PlanEntity, plan);
  return plan;
}

function readDocuments({ tenant, region, documents }: PlanRequest): DeclaredDocument[] {
  const faults: Fault[] = [];
  if (documents.length > MOST_DOCUMENTS) {
    faults.push({ pointer: '', message: `a plan takes ${MOST_DOCUMENTS} documents at most` });
  }
  const read: DeclaredDocument[] = [];
  for (const [index, document] of documents.slice(0, MOST_DOCUMENTS).entries()) {
    const place = `/${index}`;
    try {
      const identity = identityFromDocument(document, { tenant, region });
      const { maps, spec } = putRequestFromDocument(identity, document, undefined);
      if (identity.tenant !== tenant) {
        const message = `the document is of tenant '${identity.tenant}', the plan of '${tenant}'`;
        faults.push({ pointer: `${place}/metadata/tenant`, message });
      }
      if (read.some((other) => isSameIdentity(other.identity, identity))) {
        faults.push({ pointer: place, message: `${urnOf(identity)} is declared twice` });
      }
      read.push({ identity, maps, spec });
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      faults.push(
        ...error.faults.map(({ pointer, message }) => ({ pointer: `${place}${pointer}`, message })),
      );
    }
  }
  if (faults.length > 0) throw new ValidationError(faults);
  return read;
}

async function prunedBy(
  manager: EntityManager,
  { tenant, region, pruneWorkspace }: PlanRequest,
  puts: readonly DeclaredDocument[],
): Promise<Resource[]> {
  if (pruneWorkspace === undefined) return [];
  const identity = {
    tenant,
    region,
    workspace: '',
    network: '',
    kind: 'workspace',
    name: pruneWorkspace,
  } as const;
  const workspace = await getResourceRow(manager, identity);
  const children = await findChildren(manager, workspace);
  const undeclared = children.filter(
    (child) => child.deletedAt === undefined && !puts.some((put) => isSameIdentity(put.identity, child)),
  );
  const isWanted = puts.some(
    (put) =>
      isSameIdentity(put.identity, workspace) ||
      (put.identity.region === region && put.identity.workspace === workspace.name),
  );
  const isGoing = !isWanted && workspace.deletedAt === undefined;
  return [...orderDeletions(undeclared), ...(isGoing ? [workspace] : [])];
}

async function answerOf(
  domain: Domain,
  puts: readonly DeclaredDocument[],
  { changes, before, after }: Rehearsal,
): Promise<PlanAnswer> {
  const { providerRules } = domain;
  const moreGateways = after.gateways - before.gateways;
  const gatewayCalls =
    Math.abs(moreGateways) *
    providerRules.expectedCalls({ of: 'gateway', do: moreGateways > 0 ? 'create' : 'delete' });
  return {
    changes,
    isApplicable: changes.every(({ faults }) => faults.length === 0),
    calls: changes.reduce((sum, { calls }) => sum + calls, gatewayCalls),
    monthlyEurBefore: before.monthlyEur,
    monthlyEurAfter: after.monthlyEur,
    warnings: await warningsOf(domain, puts, after),
  };
}
