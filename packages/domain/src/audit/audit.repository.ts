import { createHash } from 'node:crypto';
import diff from 'microdiff';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../authorization/caller.js';
import { urnOf } from '../resource/identity.js';
import type { Resource } from '../resource/resource.js';
import { AuditEventEntity, type AuditedChange, type JsonValue } from './audit-event.entity.js';

export type AuditedAction = 'create' | 'update' | 'delete' | 'start' | 'stop' | 'restart';

/** Records what a caller did to a resource; part of the transaction that does it. */
export async function recordAudit(
  manager: EntityManager,
  caller: Caller,
  action: AuditedAction,
  resource: Resource,
  before: Resource | undefined,
  at: Date,
): Promise<void> {
  await manager.insert(AuditEventEntity, {
    at,
    tenant: resource.tenant,
    subject: caller.subject,
    source: caller.source,
    action,
    resourceUid: resource.uid,
    target: urnOf(resource),
    resourceVersion: resource.resourceVersion,
    changes: changesBetween(before, resource),
    requestId: caller.requestId ?? null,
    sourceAddress: caller.sourceAddress ?? null,
  });
}

/** What an operator did something to: the name that people read, and the id where it is a resource. */
export type AuditedThing = string | { name: string; resourceUid: string | null };

/** Records what an operator did, other than to declare a resource. No secret may be in `changes`. */
export async function recordOperatorAudit(
  manager: EntityManager,
  caller: Caller,
  action: string,
  tenant: string,
  thing: AuditedThing,
  at: Date,
  changes: readonly AuditedChange[] = [],
): Promise<void> {
  const { name: target, resourceUid } =
    typeof thing === 'string' ? { name: thing, resourceUid: null } : thing;
  await manager.insert(AuditEventEntity, {
    at,
    tenant,
    subject: caller.subject,
    source: caller.source,
    action,
    resourceUid,
    target,
    resourceVersion: null,
    changes: [...changes],
    requestId: caller.requestId ?? null,
    sourceAddress: caller.sourceAddress ?? null,
  });
}

/** What differs between two states of what the user owns, value by value; user data as length and hash. */
export function changesBetween(before: Resource | undefined, after: Resource): AuditedChange[] {
  return diff(auditedParts(before), auditedParts(after)).map((change) => ({
    path: change.path.join('.'),
    ...(change.type === 'CREATE' ? {} : { before: change.oldValue as JsonValue }),
    ...(change.type === 'REMOVE' ? {} : { after: change.value as JsonValue }),
  }));
}

function auditedParts(resource: Resource | undefined): Record<string, unknown> {
  if (!resource) return {};
  const { labels, annotations, extensions, spec } = resource;
  // Through JSON, since a stored absence and one that was just sent have to look alike.
  const parts = { labels, annotations, extensions, spec: withoutSecrets(spec) };
  return JSON.parse(JSON.stringify(parts)) as Record<string, unknown>;
}

/** A spec as it may be shown: user data as length and hash. */
export function withoutSecrets(spec: object): object {
  if (!('userData' in spec) || typeof spec.userData !== 'string') return spec;
  const hash = createHash('sha256').update(spec.userData).digest('hex').slice(0, 16);
  return { ...spec, userData: `${Buffer.byteLength(spec.userData)} bytes, sha256 ${hash}…` };
}
