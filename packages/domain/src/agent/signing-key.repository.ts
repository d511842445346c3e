import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { IsNull, type EntityManager } from 'typeorm';
import type { TokenCipher } from '../provider/token-cipher.js';
import { SigningKeyEntity } from './signing-key.entity.js';

/** The keys that agents are to trust, the oldest first: that one signs. Two while a rotation is under way. */
export async function findSigningKeys(manager: EntityManager): Promise<SigningKeyEntity[]> {
  return manager.find(SigningKeyEntity, {
    where: { retiredAt: IsNull() },
    order: { createdAt: 'ASC', id: 'ASC' },
  });
}

/** The same; the first key is made when there is none. */
export async function ensureSigningKeys(
  manager: EntityManager,
  cipher: TokenCipher,
  now: Date,
): Promise<SigningKeyEntity[]> {
  const known = await findSigningKeys(manager);
  if (known.length > 0) return known;
  return manager.transaction(async (inner) => {
    await lockSigningKeys(inner);
    const existing = await findSigningKeys(inner);
    if (existing.length === 0) await addSigningKey(inner, cipher, now);
    return findSigningKeys(inner);
  });
}

/** Keeps others from adding or retiring keys until the transaction ends. */
export async function lockSigningKeys(manager: EntityManager): Promise<void> {
  await manager.query('LOCK TABLE signing_key IN SHARE ROW EXCLUSIVE MODE');
}

/** Makes a key that agents are to trust from now on. */
export async function addSigningKey(manager: EntityManager, cipher: TokenCipher, now: Date): Promise<void> {
  const id = randomUUID();
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const { ciphertext, keyId } = cipher.encrypt(id, privateKey);
  await manager.insert(SigningKeyEntity, {
    id,
    publicKey,
    privateKey: ciphertext,
    privateKeyKeyId: keyId,
    createdAt: now,
  });
}

/** Ends the use of keys, and forgets their private halves. */
export async function retireSigningKeys(
  manager: EntityManager,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  for (const id of ids) await manager.update(SigningKeyEntity, { id }, { retiredAt: now, privateKey: null });
}

/** The private half of a key that is in use, as PEM. */
export function privateKeyOf(
  { id, privateKey, privateKeyKeyId }: SigningKeyEntity,
  cipher: TokenCipher,
): string {
  if (!privateKey) throw new Error(`signing key ${id} is retired`);
  return cipher.decrypt(id, { ciphertext: privateKey, keyId: privateKeyKeyId });
}
