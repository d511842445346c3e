import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { OperatorCaller } from '../authorization/caller.js';
import { isAtLeast, requireTenant } from '../authorization/operator-role.js';
import { ForbiddenError } from '../errors.js';
import { AuditEventEntity } from './audit-event.entity.js';

export type AuditEvent = AuditEventEntity;

/** Which events; what is absent does not matter. */
export interface AuditFilter {
  tenant?: string;
  /** A URN or another name of what was changed, in full. */
  target?: string;
  subject?: string;
  since?: Date;
}

/**
 * A page of events, newest first, of the tenants that the caller may enter; `beforeId` is the id of the last one of the
 * page before. Throws `ForbiddenError` for another tenant.
 */
export async function listAuditEvents(
  manager: EntityManager,
  caller: OperatorCaller,
  filter: AuditFilter,
  limit: number,
  beforeId?: string,
): Promise<AuditEvent[]> {
  const query = select(manager, caller, filter).orderBy('event.id', 'DESC').take(limit);
  if (beforeId !== undefined) query.andWhere('event.id < :beforeId', { beforeId });
  return query.getMany();
}

/** Some of the events of one resource, newest first. */
export interface ResourceEvents {
  resourceUid: string;
  limit: number;
  /** The id of the last one of the page before. */
  beforeId?: string | undefined;
}

/** A page of events for each that is asked for, in the same order, with one statement for all. */
export async function findEventsOfResources(
  manager: EntityManager,
  pages: readonly ResourceEvents[],
): Promise<AuditEvent[][]> {
  const events = await manager
    .createQueryBuilder(AuditEventEntity, 'event')
    .where(
      `event.id IN (
        SELECT found.id
          FROM unnest(CAST(:uids AS uuid[]), CAST(:limits AS int[]), CAST(:befores AS bigint[])) AS page (uid, most, before)
         CROSS JOIN LATERAL (
           SELECT id FROM audit_event
            WHERE resource_uid = page.uid AND (page.before IS NULL OR id < page.before)
            ORDER BY id DESC LIMIT page.most) AS found)`,
      {
        uids: pages.map(({ resourceUid }) => resourceUid),
        limits: pages.map(({ limit }) => limit),
        befores: pages.map(({ beforeId }) => beforeId ?? null),
      },
    )
    .orderBy('event.id', 'DESC')
    .getMany();
  // What another page of the same resource has asked for is among them.
  return pages.map(({ resourceUid, limit, beforeId }) =>
    events
      .filter((event) => event.resourceUid === resourceUid)
      .filter(({ id }) => beforeId === undefined || BigInt(id) < BigInt(beforeId))
      .slice(0, limit),
  );
}

const EXPORTED_AT_ONCE = 500;

/**
 * All events, oldest first, read bit by bit as they are taken. Ask
 * `requireAuditExport` first.
 */
export async function* exportAuditEvents(
  manager: EntityManager,
  caller: OperatorCaller,
  filter: AuditFilter,
): AsyncGenerator<AuditEvent> {
  let afterId = '0';
  for (;;) {
    const events = await select(manager, caller, filter)
      .andWhere('event.id > :afterId', { afterId })
      .orderBy('event.id', 'ASC')
      .take(EXPORTED_AT_ONCE)
      .getMany();
    yield* events;
    const last = events.at(-1);
    if (!last || events.length < EXPORTED_AT_ONCE) return;
    afterId = last.id;
  }
}

/** Throws `ForbiddenError` for who may not export events. */
export function requireAuditExport(caller: OperatorCaller, { tenant }: AuditFilter): void {
  if (tenant !== undefined) requireTenant(caller, tenant);
  if (isAtLeast(caller.role, 'admin') || caller.tenant !== undefined) return;
  throw new ForbiddenError(`'${caller.subject}' needs the role admin, or to be limited to a tenant`);
}

function select(
  manager: EntityManager,
  caller: OperatorCaller,
  { tenant, target, subject, since }: AuditFilter,
): SelectQueryBuilder<AuditEventEntity> {
  if (tenant !== undefined) requireTenant(caller, tenant);
  const query = manager.createQueryBuilder(AuditEventEntity, 'event').where('true');
  const ofTenant = tenant ?? caller.tenant;
  if (ofTenant !== undefined) query.andWhere('event.tenant = :ofTenant', { ofTenant });
  if (target !== undefined) query.andWhere('event.target = :target', { target });
  if (subject !== undefined) query.andWhere('event.subject = :subject', { subject });
  if (since !== undefined) query.andWhere('event.at >= :since', { since });
  return query;
}
