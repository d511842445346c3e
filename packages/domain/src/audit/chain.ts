import { createHash } from 'node:crypto';
import type { AuditEventEntity } from './audit-event.entity.js';

/** What a seal vouches for: everything of an event but the seal itself. */
export type SealedContent = Omit<AuditEventEntity, 'seal' | 'hash'>;

/**
 * The hash of an event: SHA-256 over the hash of the one before it, empty for the first, a line break, and the event
 * as JSON with sorted keys. In hex.
 */
export function hashOf(previousHash: string, event: SealedContent): string {
  const content = {
    id: event.id,
    at: event.at.toISOString(),
    tenant: event.tenant,
    subject: event.subject,
    source: event.source,
    sourceAddress: event.sourceAddress,
    requestId: event.requestId,
    action: event.action,
    resourceUid: event.resourceUid,
    target: event.target,
    resourceVersion: event.resourceVersion,
    changes: event.changes,
  };
  return createHash('sha256')
    .update(`${previousHash}\n${canonicalJson(content)}`)
    .digest('hex');
}

/** JSON without choices: keys sorted at every depth, no spaces, members that are undefined left out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
