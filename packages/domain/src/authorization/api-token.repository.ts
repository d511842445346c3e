import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { ApiTokenEntity } from './api-token.entity.js';

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Lets the bearer of `token` into the admin API; storing the same token again changes nothing. */
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
    .values({ hash: hashOf(token), name, createdAt: now, expiresAt: null })
    .orIgnore()
    .execute();
}

/** The name of a valid token; `undefined` for an unknown or expired one. Compared by hash, so in constant time. */
export async function findApiToken(
  manager: EntityManager,
  token: string,
  now: Date,
): Promise<string | undefined> {
  const row = await manager.findOneBy(ApiTokenEntity, { hash: hashOf(token) });
  if (!row || (row.expiresAt !== null && row.expiresAt <= now)) return undefined;
  return row.name;
}
