/** People who have signed in with the OpenID provider. */
import { IsNull, LessThan, MoreThan, type EntityManager } from 'typeorm';
import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { Domain } from '../domain.js';
import { inTransaction } from '../persistence/transaction.js';
import type { OperatorCaller } from './caller.js';
import { OperatorSessionEntity } from './operator-session.entity.js';
import { USE_NOTED_AFTER_MS, operatorFrom, type Operator } from './operator.js';
import { hashOf, makeSecret } from './secret.js';

/** Who has signed in, as the OpenID provider tells it. */
export interface Person extends Operator {
  /** What people call them. */
  name: string;
}

/** How long a session lasts. */
export interface SessionLimits {
  /** After the last request. */
  idleMs: number;
  /** After the sign-in, whatever happens. */
  lifetimeMs: number;
}

/** What anybody may know of a session. */
export type OperatorSession = Omit<OperatorSessionEntity, 'hash'>;

/** Sessions that ended this long ago are forgotten; the audit log keeps that they were. */
const KEPT_MS = 30 * 86_400_000;

/** Begins a session, noting it in the audit log. Returns the cookie's value, which is stored as a hash only. */
export async function beginSession(
  { dataSource, clock }: Domain,
  { subject, name, role, tenant }: Person,
  { idleMs, lifetimeMs }: SessionLimits,
  requestId: string,
): Promise<string> {
  const secret = makeSecret('');
  const now = clock.now();
  const caller = { ...callerOf({ subject, role, tenant: tenant ?? null }), requestId };
  await inTransaction(dataSource, async ({ manager }) => {
    await manager.delete(OperatorSessionEntity, { expiresAt: LessThan(new Date(now.getTime() - KEPT_MS)) });
    await manager.insert(OperatorSessionEntity, {
      hash: hashOf(secret),
      subject,
      name,
      role,
      tenant: tenant ?? null,
      createdAt: now,
      idleUntil: new Date(now.getTime() + idleMs),
      expiresAt: new Date(now.getTime() + lifetimeMs),
      revokedAt: null,
    });
    await recordOperatorAudit(manager, caller, 'sign in', tenant ?? '', `person ${name} (${role})`, now);
  });
  return secret;
}

/** Who has the session; `undefined` when it is unknown or has ended. Its use puts off its idle end. */
export async function findSession(
  manager: EntityManager,
  secret: string,
  { idleMs }: Pick<SessionLimits, 'idleMs'>,
  now: Date,
): Promise<Person | undefined> {
  const hash = hashOf(secret);
  const row = await manager.findOneBy(OperatorSessionEntity, { ...living(now), hash });
  if (!row) return undefined;
  const idleUntil = new Date(now.getTime() + idleMs);
  if (idleUntil.getTime() - row.idleUntil.getTime() >= USE_NOTED_AFTER_MS) {
    await manager.update(OperatorSessionEntity, { hash, idleUntil: LessThan(idleUntil) }, { idleUntil });
  }
  return { ...operatorFrom(row.subject, row), name: row.name };
}

/** By the wish of whoever has it. A session that has ended already stays as it is. */
export async function endSession({ dataSource, clock }: Domain, secret: string): Promise<void> {
  await inTransaction(dataSource, async ({ manager }) => {
    const now = clock.now();
    const hash = hashOf(secret);
    const row = await manager.findOneBy(OperatorSessionEntity, { ...living(now), hash });
    if (!row) return;
    await manager.update(OperatorSessionEntity, { hash }, { revokedAt: now });
    await recordOperatorAudit(
      manager,
      callerOf(row),
      'sign out',
      row.tenant ?? '',
      `person ${row.name}`,
      now,
    );
  });
}

/**
 * Ends every session of a subject at once, of those that the caller may see. Returns how many there were. The person
 * can sign in again unless the OpenID provider keeps them out.
 */
export async function endSessionsOf(
  domain: Domain,
  caller: OperatorCaller,
  subject: string,
): Promise<number> {
  return inTransaction(domain.dataSource, async ({ manager }) => {
    const now = domain.clock.now();
    const { affected } = await manager.update(
      OperatorSessionEntity,
      { ...living(now), ...seenBy(caller), subject },
      { revokedAt: now },
    );
    const count = affected ?? 0;
    if (count > 0) {
      await recordOperatorAudit(
        manager,
        caller,
        'end sessions',
        caller.tenant ?? '',
        `person ${subject}`,
        now,
      );
    }
    return count;
  });
}

/** The sessions that are open now, the newest first. */
export async function listSessions(
  { dataSource, clock }: Domain,
  caller: OperatorCaller,
): Promise<OperatorSession[]> {
  const rows = await dataSource.manager.find(OperatorSessionEntity, {
    where: { ...living(clock.now()), ...seenBy(caller) },
    order: { createdAt: 'DESC', hash: 'ASC' },
  });
  return rows.map(({ hash: _hash, ...rest }) => rest);
}

function living(now: Date) {
  return { revokedAt: IsNull(), expiresAt: MoreThan(now), idleUntil: MoreThan(now) };
}

function seenBy({ tenant }: OperatorCaller) {
  return tenant === undefined ? {} : { tenant };
}

function callerOf(row: Pick<OperatorSessionEntity, 'subject' | 'role' | 'tenant'>): OperatorCaller {
  return { type: 'operator', ...operatorFrom(row.subject, row), source: 'admin' };
}
