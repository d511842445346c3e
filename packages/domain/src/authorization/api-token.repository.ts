import { IsNull, LessThan, type EntityManager } from 'typeorm';
import { ApiTokenEntity } from './api-token.entity.js';
import { USE_NOTED_AFTER_MS, operatorFrom, type Operator } from './operator.js';
import { hashOf } from './secret.js';

/**
 * Lets the bearer of `token` into the admin API as an administrator of everything, for ever; storing the same token
 * again changes nothing. For the command that sets an installation up.
 */
export async function storeApiToken(
  manager: EntityManager,
  name: string,
  token: string,
  now: Date,
): Promise<void> {
  await manager
    .createQueryBuilder()
    .insert()
    .into(ApiTokenEntity)
    .values({ hash: hashOf(token), name, role: 'admin', tenant: null, createdAt: now, expiresAt: null })
    .orIgnore()
    .execute();
}

/** Whom `token` stands for; `undefined` when it is unknown, expired or revoked. Notes its use. */
export async function findApiToken(
  manager: EntityManager,
  token: string,
  now: Date,
): Promise<Operator | undefined> {
  const row = await manager.findOneBy(ApiTokenEntity, { hash: hashOf(token) });
  if (!row || !isLiving(row, now)) return undefined;
  await noteUse(manager, row, now);
  return operatorFrom(row.name, row);
}

/** Whether a token opens anything at `now`. */
export function isLiving(
  { expiresAt, revokedAt }: Pick<ApiTokenEntity, 'expiresAt' | 'revokedAt'>,
  now: Date,
): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now);
}

/** Of several requests at once, one writes. */
async function noteUse(
  manager: EntityManager,
  { hash, lastUsedAt }: ApiTokenEntity,
  now: Date,
): Promise<void> {
  const before = new Date(now.getTime() - USE_NOTED_AFTER_MS);
  if (lastUsedAt !== null && lastUsedAt >= before) return;
  await manager.update(
    ApiTokenEntity,
    [
      { hash, lastUsedAt: IsNull() },
      { hash, lastUsedAt: LessThan(before) },
    ],
    { lastUsedAt: now },
  );
}
