/** The way in for the first administrator of an installation. */
import { IsNull, MoreThan, type EntityManager } from 'typeorm';
import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { Domain } from '../domain.js';
import { UnauthenticatedError, ValidationError } from '../errors.js';
import { inTransaction } from '../persistence/transaction.js';
import { ApiTokenEntity } from './api-token.entity.js';
import { addApiToken, tokenNameFault, type ApiToken } from './api-tokens.js';
import { BootstrapTokenEntity } from './bootstrap-token.entity.js';
import type { OperatorCaller } from './caller.js';
import { OperatorSessionEntity } from './operator-session.entity.js';
import { hashOf, makeSecret } from './secret.js';

/** How long it may lie around unused. */
const LIFETIME_MS = 24 * 3_600_000;

/** By then the administrator has made another one, or signs in with an OpenID provider. */
const PERSONAL_TOKEN_DAYS = 90;

/** Tells it from an API token, so that whoever finds one knows what it is. */
const PREFIX = 'seca_bootstrap_';

/** Told by its first characters; whether it is a valid one is another question. */
export function isBootstrapToken(token: string): boolean {
  return token.startsWith(PREFIX);
}

/**
 * A bootstrap token for an installation that nobody has been let into yet; `undefined` when somebody has, or when one
 * was made before. Of several processes that start at a time, one gets it.
 */
export async function issueFirstBootstrapToken(
  domain: Domain,
): Promise<{ secret: string; expiresAt: Date } | undefined> {
  return inTransaction(domain.dataSource, async ({ manager }) => {
    await lock(manager);
    const isKnown =
      (await manager.existsBy(ApiTokenEntity, {})) ||
      (await manager.existsBy(OperatorSessionEntity, {})) ||
      (await manager.existsBy(BootstrapTokenEntity, {}));
    return isKnown ? undefined : addBootstrapToken(domain, manager, 'first start');
  });
}

/** A new bootstrap token, whoever has been let in; an earlier one that nobody has used is worth nothing any more. */
export async function reissueBootstrapToken(domain: Domain): Promise<{ secret: string; expiresAt: Date }> {
  return inTransaction(domain.dataSource, async ({ manager }) => {
    await lock(manager);
    return addBootstrapToken(domain, manager, 'local command');
  });
}

/** Whether `secret` can be exchanged at `now`. */
export async function findBootstrapToken(
  manager: EntityManager,
  secret: string,
  now: Date,
): Promise<boolean> {
  return manager.existsBy(BootstrapTokenEntity, usable(secret, now));
}

/**
 * Exchanges a bootstrap token for a personal API token of an administrator. Of any number of attempts one succeeds;
 * the others throw `UnauthenticatedError`. A name that cannot be (`ValidationError`) or is in use (`ConflictError`)
 * leaves the bootstrap token as it is.
 */
export async function exchangeBootstrapToken(
  domain: Domain,
  secret: string,
  name: string,
  requestId: string,
): Promise<{ token: ApiToken; secret: string }> {
  const fault = tokenNameFault(name);
  if (fault) throw new ValidationError([fault]);
  return inTransaction(domain.dataSource, async ({ manager }) => {
    const now = domain.clock.now();
    const { affected } = await manager.update(BootstrapTokenEntity, usable(secret, now), { usedAt: now });
    if (affected !== 1) throw new UnauthenticatedError('the bootstrap token is unknown, used or expired');
    const wanted = { name, role: 'admin', expiresInDays: PERSONAL_TOKEN_DAYS } as const;
    const made = await addApiToken(manager, 'bootstrap token', wanted, now);
    await recordOperatorAudit(
      manager,
      { ...bootstrapCaller, requestId },
      'exchange bootstrap token',
      '',
      `API token ${name} (admin, ${made.token.id})`,
      now,
    );
    return made;
  });
}

/** What is done before there is a person. */
const bootstrapCaller: OperatorCaller = {
  type: 'operator',
  subject: 'bootstrap token',
  role: 'admin',
  source: 'admin',
};

async function lock(manager: EntityManager): Promise<void> {
  await manager.query('LOCK TABLE bootstrap_token IN SHARE ROW EXCLUSIVE MODE');
}

async function addBootstrapToken(
  { clock }: Domain,
  manager: EntityManager,
  subject: string,
): Promise<{ secret: string; expiresAt: Date }> {
  await manager.delete(BootstrapTokenEntity, { usedAt: IsNull() });
  const secret = makeSecret(PREFIX);
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + LIFETIME_MS);
  await manager.insert(BootstrapTokenEntity, {
    hash: hashOf(secret),
    createdAt: now,
    expiresAt,
    usedAt: null,
  });
  const caller = { ...bootstrapCaller, subject };
  await recordOperatorAudit(manager, caller, 'issue bootstrap token', '', 'bootstrap token', now);
  return { secret, expiresAt };
}

function usable(secret: string, now: Date) {
  return { hash: hashOf(secret), usedAt: IsNull(), expiresAt: MoreThan(now) };
}
