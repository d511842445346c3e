import { changesBetween } from '../audit/audit.repository.js';
import type { OperatorCaller } from '../authorization/caller.js';
import type { Domain } from '../domain.js';
import { DomainError, type Fault } from '../errors.js';
import { inTransaction, type Transaction } from '../persistence/transaction.js';
import { deleteResourceIn } from '../resource/delete-resource.js';
import { urnOf } from '../resource/identity.js';
import { putResourceIn } from '../resource/put-resource.js';
import { findResource } from '../resource/resource.repository.js';
import type { Resource } from '../resource/resource.js';
import { readSpend } from '../spend/spend.repository.js';
import type { Spend } from '../spend/priced-item.js';
import type { DeclaredDocument, PlanAction, PlannedChange, PlannedDocument } from './plan.js';

/** What came of trying everything out. */
export interface Rehearsal {
  changes: PlannedChange[];
  documents: PlannedDocument[];
  before: Spend;
  after: Spend;
}

/** Carries the result out of a transaction that must not be committed. */
class Rehearsed extends Error {
  override readonly name = 'Rehearsed';
  constructor(readonly rehearsal: Rehearsal) {
    super('a rehearsal is never committed');
  }
}

/**
 * Does everything by the commands that would do it in earnest, in a transaction that is rolled back: so the rules, the
 * references and their order are the real ones, and nobody hears of it. What is refused is told and the rest tried on.
 */
export async function rehearse(
  domain: Domain,
  caller: OperatorCaller,
  tenant: string,
  puts: readonly DeclaredDocument[],
  deletions: readonly Resource[],
): Promise<Rehearsal> {
  try {
    return await inTransaction<Rehearsal>(domain.dataSource, async (transaction) => {
      const { manager } = transaction;
      const before = await readSpend(manager, domain.providerRules, tenant);
      const changes: PlannedChange[] = [];
      const documents: PlannedDocument[] = [];
      for (const put of puts) {
        const { change, seenVersion } = await rehearsePut(domain, transaction, caller, put);
        changes.push(change);
        const { identity, maps, spec } = put;
        documents.push({ identity, do: 'put', declared: { maps, spec }, seenVersion });
      }
      for (const resource of deletions) {
        changes.push(await rehearseDelete(domain, transaction, caller, resource));
        documents.push({
          identity: identityPart(resource),
          do: 'delete',
          seenVersion: resource.resourceVersion,
        });
      }
      const after = await readSpend(manager, domain.providerRules, tenant);
      throw new Rehearsed({ changes, documents, before, after });
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.rehearsal;
    throw error;
  }
}

function identityPart({ tenant, region, workspace, network, kind, name }: Resource) {
  return { tenant, region, workspace, network, kind, name };
}

async function rehearsePut(
  domain: Domain,
  transaction: Transaction,
  caller: OperatorCaller,
  { identity, maps, spec }: DeclaredDocument,
): Promise<{ change: PlannedChange; seenVersion: number | null }> {
  const existing = await findResource(transaction.manager, identity);
  const seenVersion = existing?.resourceVersion ?? null;
  const tried = await tryOut(transaction, (part) =>
    putResourceIn(domain, part, caller, { identity, maps, spec }),
  );
  const about = { kind: identity.kind, name: identity.name, urn: urnOf(identity) };
  if ('refusal' in tried) {
    const isReplacement = existing !== undefined && isAboutChanges(tried.refusal, existing, { maps, spec });
    const action: PlanAction = isReplacement ? 'replace' : existing ? 'change' : 'create';
    const reason = isReplacement
      ? 'it cannot become so while it exists: delete it first, then plan again'
      : tried.refusal.message;
    return {
      change: { ...about, action, reason, changes: [], faults: faultsOf(tried.refusal), calls: 0 },
      seenVersion,
    };
  }
  const changes = changesBetween(existing, tried.done.resource);
  const action = existing === undefined ? 'create' : changes.length === 0 ? 'none' : 'change';
  const { extensions } = maps;
  const calls =
    action === 'none'
      ? 0
      : domain.providerRules.expectedCalls({
          of: 'resource',
          do: action,
          draft: { kind: identity.kind, extensions },
        });
  return { change: { ...about, action, reason: reasons[action], changes, faults: [], calls }, seenVersion };
}

const reasons = {
  create: 'it is not there yet',
  change: 'it is declared otherwise',
  none: 'it is as declared',
} as const;

async function rehearseDelete(
  domain: Domain,
  transaction: Transaction,
  caller: OperatorCaller,
  resource: Resource,
): Promise<PlannedChange> {
  const tried = await tryOut(transaction, (part) =>
    deleteResourceIn(domain, part, caller, identityPart(resource), resource.resourceVersion),
  );
  const { kind, name, extensions } = resource;
  const isRefused = 'refusal' in tried;
  return {
    kind,
    name,
    urn: urnOf(resource),
    action: 'delete',
    reason: isRefused ? tried.refusal.message : 'no document declares it',
    changes: [],
    faults: isRefused ? faultsOf(tried.refusal) : [],
    calls: isRefused
      ? 0
      : domain.providerRules.expectedCalls({ of: 'resource', do: 'delete', draft: { kind, extensions } }),
  };
}

/** Runs one command within a savepoint, so that a refusal leaves nothing of it behind. */
async function tryOut<T>(
  { manager, afterCommit }: Transaction,
  command: (transaction: Transaction) => Promise<T>,
): Promise<{ done: T } | { refusal: DomainError }> {
  try {
    return { done: await manager.transaction((part) => command({ manager: part, afterCommit })) };
  } catch (error) {
    if (error instanceof DomainError) return { refusal: error };
    throw error;
  }
}

function faultsOf({ faults, message }: DomainError): Fault[] {
  return faults.length > 0 ? [...faults] : [{ pointer: '', message }];
}

/** Whether all that is refused is that something becomes different. */
function isAboutChanges(
  refusal: DomainError,
  existing: Resource,
  declared: Pick<DeclaredDocument, 'maps' | 'spec'>,
): boolean {
  if (refusal.code !== 'validation') return false;
  const draft = { ...existing, ...declared.maps, spec: declared.spec } as Resource;
  const changed = changesBetween(existing, draft).map(({ path }) => `/${path.replaceAll('.', '/')}`);
  return refusal.faults.every(({ pointer }) =>
    changed.some(
      (path) => path === pointer || path.startsWith(`${pointer}/`) || pointer.startsWith(`${path}/`),
    ),
  );
}
