import type { EntityManager } from 'typeorm';
import { hashOf } from './secret.js';

/** Those of `secrets`, API tokens and sessions alike, that still open something at `now`. Notes no use. */
export async function findLivingCredentials(
  manager: EntityManager,
  secrets: readonly string[],
  now: Date,
): Promise<Set<string>> {
  const secretsByHash = new Map(secrets.map((secret) => [hashOf(secret), secret]));
  const rows = await manager.query<{ hash: string }[]>(
    `SELECT hash FROM api_token
      WHERE hash = ANY($1) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)
     UNION ALL
     SELECT hash FROM operator_session
      WHERE hash = ANY($1) AND revoked_at IS NULL AND expires_at > $2 AND idle_until > $2`,
    [[...secretsByHash.keys()], now],
  );
  return new Set(rows.flatMap(({ hash }) => secretsByHash.get(hash) ?? []));
}
