import type { EntityManager } from 'typeorm';
import type { Authorizer } from '../authorization/authorizer.js';
import type { Caller } from '../authorization/caller.js';
import { systemPermissions } from '../authorization/system-roles.js';
import { ConflictError, ForbiddenError, refuseFaults, type Fault } from '../errors.js';
import { findCatalogueItem } from '../region/catalogue.repository.js';
import { PUBLIC_TENANTS } from '../region/catalogue.js';
import type { DanglingReferences } from '../settings.js';
import {
  compareIdentities,
  isSameIdentity,
  type ResourceIdentity,
  type Scope,
  type TargetIdentity,
} from './identity.js';
import { isSkuKind, kinds, skuKinds } from './kinds.js';
import type { ResolvedReference } from './kind-rules.js';
import { parseReference, type ParsedTarget, type ReferenceField } from './references.js';
import { findNamed, findResource } from './resource.repository.js';

export interface ReferenceContext {
  manager: EntityManager;
  caller: Caller;
  authorizer: Authorizer;
  /** The referring resource; it may name itself before it exists. */
  from: ResourceIdentity;
  /** What becomes of references that the contract leaves open. */
  danglingReferences: DanglingReferences;
  /** What it named before, by pointer: a target that it already has may be on its way out. */
  previousTargets: ReadonlyMap<string, TargetIdentity>;
}

/**
 * Finds out what every reference names, locks the targets against removal, and refuses what does not exist, is
 * deleting, or must not be seen by the caller: that one looks as if it were missing.
 */
export async function resolveReferences(
  context: ReferenceContext,
  fields: readonly ReferenceField[],
): Promise<Map<string, ResolvedReference>> {
  const faults: Fault[] = [];
  const resolved = new Map<string, ResolvedReference>();
  const targets: { field: ReferenceField; target: TargetIdentity }[] = [];
  for (const field of fields) {
    const parsed = parseReference(field, context.from);
    if ('fault' in parsed) faults.push(parsed.fault);
    else if ('address' in parsed) resolved.set(field.pointer, { field });
    else {
      const target = await placed(context, field, parsed);
      if ('pointer' in target) faults.push(target);
      else targets.push({ field, target });
    }
  }
  for (const { field, target } of targets.toSorted((a, b) => compareIdentities(a.target, b.target))) {
    const reference = await resolveTarget(context, field, target);
    if ('pointer' in reference) faults.push(reference);
    else resolved.set(field.pointer, reference);
  }
  refuseFaults(faults);
  return resolved;
}

/** What the references of a stored spec name, as far as the text tells. */
export function targetsOf(fields: readonly ReferenceField[], from: Scope): Map<string, TargetIdentity> {
  const targets = new Map<string, TargetIdentity>();
  for (const field of fields) {
    const parsed = parseReference(field, from);
    if ('kind' in parsed) {
      targets.set(field.pointer, {
        ...parsed,
        workspace: parsed.workspace ?? '',
        network: parsed.network ?? '',
      });
    }
  }
  return targets;
}

/**
 * Completes a target that is named without its workspace or network: what the field has named before stays meant,
 * else only one that the caller may see can be.
 */
async function placed(
  context: ReferenceContext,
  field: ReferenceField,
  parsed: ParsedTarget,
): Promise<TargetIdentity | Fault> {
  const { workspace, network, kind } = parsed;
  if (isSkuKind(kind) || (workspace !== undefined && network !== undefined)) {
    return { ...parsed, workspace: workspace ?? '', network: network ?? '' };
  }
  const previous = context.previousTargets.get(field.pointer);
  if (previous && fits(previous, parsed)) return previous;

  const found: TargetIdentity[] = [];
  for (const candidate of await findNamed(context.manager, kind, parsed)) {
    const target = { ...parsed, workspace: candidate.workspace, network: candidate.network };
    if (await mayGet(context, target)) found.push(target);
  }
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  const [places, path] =
    workspace === undefined ? ['workspaces', 'workspaces/<workspace>'] : ['networks', 'networks/<network>'];
  const message = only
    ? `several ${places} have a ${kind} '${parsed.name}': write ${path}/${kinds[kind].collection}/${parsed.name}`
    : missing(field, parsed);
  return { pointer: `${field.pointer}/resource`, message };
}

/** Whether `target` is one that the text may mean. */
function fits(target: TargetIdentity, { workspace, network, ...named }: ParsedTarget): boolean {
  const place = { workspace: workspace ?? target.workspace, network: network ?? target.network };
  return isSameIdentity(target, { ...named, ...place });
}

async function resolveTarget(
  context: ReferenceContext,
  field: ReferenceField,
  target: TargetIdentity,
): Promise<ResolvedReference | Fault> {
  const absent: Fault = { pointer: `${field.pointer}/resource`, message: missing(field, target) };
  if (!(await mayGet(context, target))) return absent;
  const previous = context.previousTargets.get(field.pointer);
  const isUnchanged = previous !== undefined && isSameIdentity(previous, target);

  if (isSkuKind(target.kind)) {
    const item = await findCatalogueItem(context.manager, target.kind, target.region, target.name);
    return item && (!item.isWithdrawn || isUnchanged) ? { field, target } : absent;
  }
  if (target.kind === 'role' && systemPermissions(target.name)) return { field, target };
  const identity = { ...target, kind: target.kind };
  const resource = await findResource(context.manager, identity, 'key-share');
  const isOptional = isUnchanged || mayBeMissing(context, field, target);
  if (!resource) return isOptional ? { field, target } : absent;
  if (resource.deletedAt !== undefined && !isOptional) {
    throw new ConflictError(`${field.pointer}: ${target.kind} '${target.name}' is being deleted`);
  }
  return { field, target, resource };
}

/** What may be named without (yet) being there: by rule, by the setting, or because it is being made right now. */
function mayBeMissing(
  { danglingReferences, from }: ReferenceContext,
  field: ReferenceField,
  target: TargetIdentity,
): boolean {
  if (field.mayBeMissing === target.kind || isSameIdentity(target, from)) return true;
  return field.mayDangle === true && danglingReferences === 'accept';
}

async function mayGet(
  { authorizer, caller, from }: ReferenceContext,
  target: TargetIdentity,
): Promise<boolean> {
  const isShared = isSkuKind(target.kind) && PUBLIC_TENANTS.includes(target.tenant);
  try {
    await authorizer.authorize(caller, {
      verb: 'get',
      api: isSkuKind(target.kind) ? skuKinds[target.kind].api : kinds[target.kind].api,
      type: isSkuKind(target.kind) ? 'skus' : kinds[target.kind].collection,
      name: target.name,
      tenant: isShared ? from.tenant : target.tenant,
      region: target.region,
      workspace: target.workspace,
    });
    return true;
  } catch (error) {
    if (error instanceof ForbiddenError) return false;
    throw error;
  }
}

function missing(field: ReferenceField, { kind, name }: { kind: string; name: string }): string {
  return `${field.pointer.slice('/spec/'.length).replaceAll('/', '.')}: there is no ${kind} '${name}'`;
}
