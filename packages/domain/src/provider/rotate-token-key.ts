import type { DataSource, EntityManager } from 'typeorm';
import type { TokenCipher } from './token-cipher.js';

/** Where secrets are kept that a cipher protects; the id of the row is what each was encrypted for. */
const SECRETS = [
  { table: 'provider_connection', secret: 'token_ciphertext', keyId: 'token_key_id' },
  { table: 'agent_authority', secret: 'private_key', keyId: 'private_key_key_id' },
  { table: 'signing_key', secret: 'private_key', keyId: 'private_key_key_id' },
] as const;

type Place = (typeof SECRETS)[number];

/**
 * Encrypts every secret anew that was not encrypted with the cipher's own key, each in a transaction of its own, so
 * that nobody who reads or replaces one waits for more than that. Safe to run again. Returns how many were changed;
 * throws for a secret whose key the cipher does not know.
 */
export async function rotateTokenKey(dataSource: DataSource, cipher: TokenCipher): Promise<number> {
  let changed = 0;
  for (const place of SECRETS) {
    for (const id of await findOutdated(dataSource.manager, place, cipher.keyId)) {
      const isChanged = await dataSource.transaction((manager) => encryptAnew(manager, place, id, cipher));
      if (isChanged) changed += 1;
    }
  }
  return changed;
}

async function findOutdated(
  manager: EntityManager,
  { table, secret, keyId }: Place,
  current: string,
): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    `SELECT id FROM ${table} WHERE ${keyId} <> $1 AND ${secret} IS NOT NULL ORDER BY id`,
    [current],
  );
  return rows.map(({ id }) => id);
}

async function encryptAnew(
  manager: EntityManager,
  { table, secret, keyId }: Place,
  id: string,
  cipher: TokenCipher,
): Promise<boolean> {
  const [row]: { secret: Buffer | null; keyId: string }[] = await manager.query(
    `SELECT ${secret} AS secret, ${keyId} AS "keyId" FROM ${table} WHERE id = $1 FOR NO KEY UPDATE`,
    [id],
  );
  if (!row?.secret || row.keyId === cipher.keyId) return false;
  const renewed = cipher.encrypt(id, cipher.decrypt(id, { ciphertext: row.secret, keyId: row.keyId }));
  await manager.query(`UPDATE ${table} SET ${secret} = $2, ${keyId} = $3 WHERE id = $1`, [
    id,
    renewed.ciphertext,
    renewed.keyId,
  ]);
  return true;
}
