import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/audit.repository.js';
import type { Authorizer } from '../authorization/authorizer.js';
import type { Caller } from '../authorization/caller.js';
import { assignCreator } from '../authorization/creator-assignment.js';
import { refuseSystemRole } from '../authorization/system-roles.js';
import { START_ON_CREATE } from '../compute/instance.js';
import type { Domain } from '../domain.js';
import {
  ConflictError,
  NotFoundError,
  PreconditionFailedError,
  ValidationError,
  refuseFaults,
} from '../errors.js';
import { inTransaction, type Transaction } from '../persistence/transaction.js';
import { NO_REGION } from '../region/catalogue.js';
import { getRegion } from '../region/catalogue.repository.js';
import { watchSpend } from '../spend/spend-limit.js';
import { defaultConnectionOf, hasTenant } from '../tenant/tenant.repository.js';
import { refuseWhenSuspended } from '../tenant/suspension.js';
import { afterAcceptedChange, newHistory } from './conditions.js';
import { networkIdentityOf, urnOf, workspaceIdentityOf, type ResourceIdentity } from './identity.js';
import { rulesOf } from './kind-registry.js';
import { arrangementOf, situationOf } from './arrange.js';
import type { Admission } from './kind-rules.js';
import { kinds, type Kind } from './kinds.js';
import { mapFaults } from './maps.rules.js';
import { changedTargets, unitsOfMoved } from './moved-targets.js';
import { nameFault } from './names.rules.js';
import { confirmResource, placeResource, wakeUnits, withArrangement } from './place-resource.js';
import { reconsiderNicsOf, reconsiderWaiting } from './reconsider-waiting.js';
import { resolveReferences } from './resolve-references.js';
import {
  findResource,
  findTargetIdentities,
  insertResource,
  replaceReferences,
} from './resource.repository.js';
import type { Resource, SpecOf, UserMaps } from './resource.js';
import { schemaFaults } from './spec.rules.js';

export interface PutRequest {
  identity: ResourceIdentity;
  maps: UserMaps;
  /** As the client sent it, not yet checked. */
  spec: unknown;
  /** The version that the client has seen; absent for an unconditional write. */
  ifUnmodifiedSince?: number;
}

export interface PutResult {
  resource: Resource;
  isNew: boolean;
}

/**
 * Creates or replaces a resource: validated, with its references checked, its addresses taken, its units made
 * due and the event recorded, all in one transaction. Nothing is called at the provider.
 *
 * Throws `ValidationError` with every fault that was found, `NotFoundError` for a missing parent,
 * `ConflictError` for one that is being deleted, `PreconditionFailedError` for another version.
 */
export async function putResource(domain: Domain, caller: Caller, request: PutRequest): Promise<PutResult> {
  const write = await admitted(domain, caller, request);
  return inTransaction(domain.dataSource, write);
}

/** The same as part of a transaction that does more. Throws as `putResource` does; the transaction can go on then. */
export async function putResourceIn(
  domain: Domain,
  transaction: Transaction,
  caller: Caller,
  request: PutRequest,
): Promise<PutResult> {
  const write = await admitted(domain, caller, request);
  return write(transaction);
}

/** The write, once the caller may do it and the request is well formed. */
async function admitted(
  domain: Domain,
  caller: Caller,
  request: PutRequest,
): Promise<(transaction: Transaction) => Promise<PutResult>> {
  const { identity } = request;
  const authorizer = domain.authorizer.forOneCommand();
  await authorizePut(authorizer, caller, identity);
  refuseSystemRole(identity);
  const spec = checkedSpec(request);
  return (transaction) => writeResource({ domain, authorizer }, transaction, caller, request, spec);
}

/**
 * Throws `ForbiddenError` when the caller may not put this resource. `putResource` asks it itself; this is for those
 * who cannot even read what is to be put, since that is only told to whom it may concern. Source: SECA, admission.
 */
export async function authorizePut(
  authorizer: Authorizer,
  caller: Caller,
  identity: ResourceIdentity,
): Promise<void> {
  const { api, collection } = kinds[identity.kind];
  const { tenant, region, workspace, name } = identity;
  await authorizer.authorize(caller, {
    verb: 'put',
    api,
    type: collection,
    name,
    tenant,
    region,
    workspace: identity.kind === 'workspace' ? name : workspace,
  });
}

/** The spec in its type, once name, maps and schema are without fault. */
function checkedSpec({ identity, maps, spec }: PutRequest): SpecOf<Kind> {
  const name = nameFault(identity.kind, identity.name);
  const parsed = rulesOf(identity.kind).specSchema.safeParse(spec);
  const faults = [
    ...(name ? [name] : []),
    ...mapFaults(maps),
    ...(parsed.success ? [] : schemaFaults(parsed.error, '/spec')),
  ];
  if (!parsed.success || faults.length > 0) throw new ValidationError(faults);
  return parsed.data;
}

async function writeResource(
  { domain, authorizer }: { domain: Domain; authorizer: Authorizer },
  transaction: Transaction,
  caller: Caller,
  request: PutRequest,
  sentSpec: SpecOf<Kind>,
): Promise<PutResult> {
  const { manager } = transaction;
  const { identity, maps } = request;
  await refuseWhenSuspended(manager, caller, identity.tenant);
  const now = domain.clock.now();
  const rules = rulesOf(identity.kind);
  const region = kinds[identity.kind].isRegional ? await getRegion(manager, identity.region) : NO_REGION;
  const spec = rules.complete(sentSpec, region);
  const parentNetwork = await lockParents(manager, identity);
  const refuseOverspend = await watchSpend(domain, manager, identity.tenant, identity.kind);

  const known = await findResource(manager, identity);
  const previousTargets = known ? await findTargetIdentities(manager, known.uid) : new Map();
  const references = await resolveReferences(
    {
      manager,
      caller,
      authorizer,
      from: identity,
      previousTargets,
      danglingReferences: domain.settings.danglingReferences,
    },
    rules.references(spec),
  );
  const existing = await findResource(manager, identity, 'no-key-update');
  refuseWhenStale(existing, identity, request.ifUnmodifiedSince);

  const draft = await draftOf(manager, { identity, maps, spec, existing, now });
  const admission: Admission<Kind> = {
    manager,
    draft,
    existing,
    region,
    parentNetwork,
    references,
    previousTargets,
    settings: domain.settings,
    providerRules: domain.providerRules,
  };
  const situation = await situationOf(admission);
  refuseFaults([
    ...(await rules.faults(admission)),
    ...domain.providerRules.admissionFaults(draft, situation),
  ]);

  // The row comes first, since what it claims refers to it.
  if (!existing) await insertResource(manager, draft);
  const targets = [...references].flatMap(([pointer, { target }]) =>
    target ? [[pointer, target] as const] : [],
  );
  await replaceReferences(manager, draft.uid, new Map(targets));
  const arrangement = await arrangementOf(admission, situation);
  const arranged = withArrangement(draft, arrangement);
  const resource =
    existing && !arrangement.waitsFor && isSettledAs(existing, arranged)
      ? await confirmResource(domain, transaction, arranged, arrangement.note)
      : await placeResource(domain, transaction, arranged, arrangement, existing === undefined);
  const moved = changedTargets([...previousTargets.values()], [...new Map(targets).values()]);
  await wakeUnits(
    domain,
    transaction,
    await unitsOfMoved(manager, resource.kind, moved, existing === undefined),
  );
  // An update may give up an address that another one waits for.
  if (existing?.kind === 'nic') await reconsiderWaiting(domain, transaction, resource);
  if (!existing) await reconsiderNicsOf(domain, transaction, resource);
  await refuseOverspend();
  await recordAudit(manager, caller, existing ? 'update' : 'create', resource, existing, now);
  if (!existing && resource.kind === 'workspace') await assignCreator(domain, transaction, caller, resource);
  return { resource, isNew: existing === undefined };
}

/** Whether reality already matches what the update asks for, such as the same PUT again or one of labels only. */
function isSettledAs(existing: Resource, updated: Resource): boolean {
  return (
    existing.status.state === 'active' &&
    existing.observedVersion === existing.resourceVersion &&
    isDeepStrictEqual(existing.spec, updated.spec) &&
    isDeepStrictEqual(existing.extensions, updated.extensions)
  );
}

/** Keeps workspace and network from vanishing meanwhile, and returns the network of a subnet or route table. */
async function lockParents(
  manager: EntityManager,
  identity: ResourceIdentity,
): Promise<Resource<'network'> | undefined> {
  const { level } = kinds[identity.kind];
  if (level === 'tenant') {
    if (!(await hasTenant(manager, identity.tenant)))
      throw new NotFoundError(`there is no tenant '${identity.tenant}'`);
    return undefined;
  }
  await livingParent(manager, workspaceIdentityOf(identity));
  return level === 'network' ? livingParent(manager, networkIdentityOf(identity)) : undefined;
}

async function livingParent<K extends Kind>(
  manager: EntityManager,
  identity: ResourceIdentity<K>,
): Promise<Resource<K>> {
  const parent = await findResource(manager, identity, 'key-share');
  if (!parent) throw new NotFoundError(`there is no ${identity.kind} '${identity.name}'`);
  if (parent.deletedAt !== undefined) {
    throw new ConflictError(`${identity.kind} '${identity.name}' is being deleted`);
  }
  return parent;
}

/** Refuses a write to what is being deleted, and one that was made for another version. */
export function refuseWhenStale(
  existing: Resource | undefined,
  identity: ResourceIdentity,
  ifUnmodifiedSince: number | undefined,
): void {
  if (existing?.deletedAt !== undefined) throw new ConflictError(`${urnOf(identity)} is being deleted`);
  if (ifUnmodifiedSince === undefined || existing?.resourceVersion === ifUnmodifiedSince) return;
  throw new PreconditionFailedError(
    existing
      ? `${urnOf(identity)} has version ${existing.resourceVersion}, not ${ifUnmodifiedSince}`
      : `${urnOf(identity)} does not exist, so it has no version ${ifUnmodifiedSince}`,
  );
}

interface DraftParts {
  identity: ResourceIdentity;
  maps: UserMaps;
  spec: SpecOf<Kind>;
  existing: Resource | undefined;
  now: Date;
}

async function draftOf(manager: EntityManager, parts: DraftParts): Promise<Resource> {
  const { identity, maps, spec, existing, now } = parts;
  const history = existing
    ? afterAcceptedChange(existing.status, now, existing.observedVersion > 0)
    : newHistory(now);
  const draft = {
    ...(existing ?? (await newRow(manager, identity, maps, now))),
    ...maps,
    spec,
    status: { ...existing?.status, ...history },
    resourceVersion: (existing?.resourceVersion ?? 0) + 1,
    lastModifiedAt: now,
  };
  // Spec and status are those of the identity's kind, which the compiler cannot follow through the spread.
  return draft as Resource;
}

/** An instance is made off, unless it is to be started as soon as it is there. */
function firstPower(kind: Kind, { extensions }: UserMaps, now: Date) {
  if (kind !== 'instance') return { desiredPower: undefined, desiredPowerAt: undefined };
  return extensions?.[START_ON_CREATE] === 'true'
    ? { desiredPower: 'on' as const, desiredPowerAt: now }
    : { desiredPower: 'off' as const, desiredPowerAt: undefined };
}

async function newRow(manager: EntityManager, identity: ResourceIdentity, maps: UserMaps, now: Date) {
  const { tenant, region, workspace, network, kind, name } = identity;
  return {
    uid: randomUUID(),
    tenant,
    region,
    workspace,
    network,
    kind,
    name,
    observedVersion: 0,
    createdAt: now,
    deletedAt: undefined,
    ...firstPower(kind, maps, now),
    restartPhase: undefined,
    connectionId: kind === 'workspace' ? await defaultConnectionOf(manager, tenant) : undefined,
  };
}
