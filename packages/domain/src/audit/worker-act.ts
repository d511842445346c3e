import type { EntityManager } from 'typeorm';
import { urnOf } from '../resource/identity.js';
import { findResourceByUid } from '../resource/resource.repository.js';
import { AuditEventEntity } from './audit-event.entity.js';

/** Records what a worker did on nobody's behalf to the objects of a resource; part of the transaction that ends its run. */
export async function recordWorkerAct(
  manager: EntityManager,
  resourceUid: string,
  step: string,
  at: Date,
): Promise<void> {
  const resource = await findResourceByUid(manager, resourceUid);
  if (!resource) return;
  const [action = step, ...details] = step.split(' ');
  await manager.insert(AuditEventEntity, {
    at,
    tenant: resource.tenant,
    subject: 'worker',
    source: 'worker',
    action,
    resourceUid,
    target: urnOf(resource),
    resourceVersion: resource.resourceVersion,
    changes: details.length === 0 ? [] : [{ path: 'object', after: details.join(' ') }],
    requestId: null,
    sourceAddress: null,
  });
}
