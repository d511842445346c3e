import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { TokenCipher } from '../provider/token-cipher.js';
import { AgentAuthorityEntity } from './agent-authority.entity.js';
import { makeAuthority, makeServerCertificate, type CertifiedKey } from './authority.js';
import type { PublicSigningKey } from './configuration.js';
import { ensureSigningKeys } from './signing-key.repository.js';

/** What a new VM is given so that it can tell us from others. */
export interface AgentTrust {
  /** X.509 as PEM. */
  caCertificate: string;
  signingKeys: PublicSigningKey[];
}

/** What agents trust; made at the first call. */
export async function agentTrust(
  manager: EntityManager,
  cipher: TokenCipher,
  now: Date,
): Promise<AgentTrust> {
  const { certificate } = await ensureAuthority(manager, cipher, now);
  const keys = await ensureSigningKeys(manager, cipher, now);
  return {
    caCertificate: certificate,
    signingKeys: keys.map(({ id, publicKey }) => ({ id, publicKey })),
  };
}

/** A certificate for the endpoint of agents under `host`, a DNS name or an IP address, by the authority they trust. */
export async function issueServerCertificate(
  manager: EntityManager,
  cipher: TokenCipher,
  host: string,
  now: Date,
  lifetimeMs: number,
): Promise<CertifiedKey> {
  const { id, certificate, privateKey, privateKeyKeyId } = await ensureAuthority(manager, cipher, now);
  const key = cipher.decrypt(id, { ciphertext: privateKey, keyId: privateKeyKeyId });
  return makeServerCertificate({ certificate, privateKey: key }, host, now, lifetimeMs);
}

async function ensureAuthority(
  manager: EntityManager,
  cipher: TokenCipher,
  now: Date,
): Promise<AgentAuthorityEntity> {
  const known = await findAuthority(manager);
  if (known) return known;
  return manager.transaction(async (inner) => {
    await inner.query('LOCK TABLE agent_authority IN SHARE ROW EXCLUSIVE MODE');
    const existing = await findAuthority(inner);
    if (existing) return existing;
    const id = randomUUID();
    const { certificate, privateKey } = await makeAuthority(now);
    const { ciphertext, keyId } = cipher.encrypt(id, privateKey);
    const made = { id, certificate, privateKey: ciphertext, privateKeyKeyId: keyId, createdAt: now };
    await inner.insert(AgentAuthorityEntity, made);
    return made;
  });
}

async function findAuthority(manager: EntityManager): Promise<AgentAuthorityEntity | undefined> {
  const [authority] = await manager.find(AgentAuthorityEntity, { take: 1 });
  return authority;
}
