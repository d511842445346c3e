/** What administrators do with the tokens for the admin API. */
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { Domain } from '../domain.js';
import { ConflictError, ForbiddenError, NotFoundError, ValidationError, type Fault } from '../errors.js';
import { inTransaction } from '../persistence/transaction.js';
import { hasTenant } from '../tenant/tenant.repository.js';
import { ApiTokenEntity } from './api-token.entity.js';
import { isLiving } from './api-token.repository.js';
import type { OperatorCaller } from './caller.js';
import { requireNoLimit } from './operator.js';
import { isAtLeast, mayEnter, requireTenant, type OperatorRole } from './operator-role.js';
import { hashOf, makeSecret } from './secret.js';
import { isUuid } from '../persistence/uuid.js';

/** What anybody may know of a token. */
export type ApiToken = Omit<ApiTokenEntity, 'hash'>;

export interface NewApiToken {
  name: string;
  role: OperatorRole;
  /** The one tenant that it opens; absent: all of them. */
  tenant?: string;
  expiresInDays: number;
}

/** Renewing is a command away, and a token that is forgotten somewhere shall not be good for ever. */
export const MAX_TOKEN_DAYS = 366;

const DAY_MS = 86_400_000;

/** No colon: subjects of people who sign in have one, and none shall be taken for the other. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9 ._@-]{0,62}$/;

/**
 * Makes a token; `secret` is shown this once and stored as a hash. Throws `ForbiddenError` for more than the caller
 * has itself, `ConflictError` when a living token has that name, `ValidationError` for what cannot be.
 */
export async function createApiToken(
  domain: Domain,
  caller: OperatorCaller,
  wanted: NewApiToken,
): Promise<{ token: ApiToken; secret: string }> {
  requireNoMoreThan(caller, wanted);
  return inTransaction(domain.dataSource, async ({ manager }) => {
    const faults = await faultsOf(manager, wanted);
    if (faults.length > 0) throw new ValidationError(faults);
    const now = domain.clock.now();
    const made = await addApiToken(manager, caller.subject, wanted, now);
    await recordOperatorAudit(
      manager,
      caller,
      'create API token',
      wanted.tenant ?? '',
      describe(made.token),
      now,
    );
    return made;
  });
}

/** Ends the use of a token at once; one that is revoked already stays as it is. */
export async function revokeApiToken(domain: Domain, caller: OperatorCaller, id: string): Promise<ApiToken> {
  if (!isUuid(id)) throw unknownToken(id);
  return inTransaction(domain.dataSource, async ({ manager }) => {
    const row = await manager.findOne(ApiTokenEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!row || !maySee(caller, row)) throw unknownToken(id);
    if (row.revokedAt === null) {
      const now = domain.clock.now();
      row.revokedAt = now;
      await manager.update(ApiTokenEntity, { hash: row.hash }, { revokedAt: now });
      await recordOperatorAudit(manager, caller, 'revoke API token', row.tenant ?? '', describe(row), now);
    }
    return withoutHash(row);
  });
}

/** Every token that the caller may see, also those of the past, the newest first. */
export async function listApiTokens({ dataSource }: Domain, caller: OperatorCaller): Promise<ApiToken[]> {
  const rows = await dataSource.manager.find(ApiTokenEntity, {
    where: caller.tenant === undefined ? {} : { tenant: caller.tenant },
    order: { createdAt: 'DESC', id: 'ASC' },
  });
  return rows.map(withoutHash);
}

/** Stores a new token inside a transaction. Throws `ConflictError` when a living one has the name. */
export async function addApiToken(
  manager: EntityManager,
  createdBy: string,
  { name, role, tenant, expiresInDays }: NewApiToken,
  now: Date,
): Promise<{ token: ApiToken; secret: string }> {
  // The name is the subject of what is done with it, so two that live at a time would be taken for each other.
  await manager.query('LOCK TABLE api_token IN SHARE ROW EXCLUSIVE MODE');
  const others = await manager.findBy(ApiTokenEntity, { name });
  if (others.some((other) => isLiving(other, now))) {
    throw new ConflictError(`there is an API token '${name}' already`);
  }
  const secret = makeSecret('seca_');
  const token: ApiToken = {
    id: randomUUID(),
    name,
    role,
    tenant: tenant ?? null,
    createdBy,
    createdAt: now,
    expiresAt: new Date(now.getTime() + expiresInDays * DAY_MS),
    lastUsedAt: null,
    revokedAt: null,
  };
  await manager.insert(ApiTokenEntity, { ...token, hash: hashOf(secret) });
  return { token, secret };
}

/** What is wrong with the name of a token; `undefined` when nothing is. */
export function tokenNameFault(name: string): Fault | undefined {
  if (NAME.test(name)) return undefined;
  return {
    pointer: '/name',
    message: 'a name has 1 to 63 letters, digits, spaces or . _ @ -, the first one a letter or digit',
  };
}

/** Nobody gives away what they do not have. */
function requireNoMoreThan(caller: OperatorCaller, { role, tenant }: NewApiToken): void {
  if (!isAtLeast(caller.role, role)) {
    throw new ForbiddenError(`'${caller.subject}' has the role ${caller.role} and cannot give ${role}`);
  }
  if (tenant === undefined) requireNoLimit(caller);
  else requireTenant(caller, tenant);
}

async function faultsOf(
  manager: EntityManager,
  { name, tenant, expiresInDays }: NewApiToken,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  const nameFault = tokenNameFault(name);
  if (nameFault) faults.push(nameFault);
  if (tenant !== undefined && !(await hasTenant(manager, tenant))) {
    faults.push({ pointer: '/tenant', message: `there is no tenant '${tenant}'` });
  }
  if (expiresInDays < 1 || expiresInDays > MAX_TOKEN_DAYS) {
    faults.push({ pointer: '/expiresInDays', message: `a token is valid for 1 to ${MAX_TOKEN_DAYS} days` });
  }
  return faults;
}

function unknownToken(id: string): NotFoundError {
  return new NotFoundError(`there is no API token '${id}'`);
}

/** Tokens for everything are for those to see who are not limited. */
function maySee(caller: OperatorCaller, { tenant }: ApiTokenEntity): boolean {
  return tenant === null ? caller.tenant === undefined : mayEnter(caller, tenant);
}

function describe({ name, role, id }: Pick<ApiToken, 'name' | 'role' | 'id'>): string {
  return `API token ${name} (${role}, ${id})`;
}

function withoutHash({ hash: _hash, ...rest }: ApiTokenEntity): ApiToken {
  return rest;
}
