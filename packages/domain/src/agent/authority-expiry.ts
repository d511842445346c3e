import { X509Certificate } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { AgentAuthorityEntity } from './agent-authority.entity.js';

/** From so long before its end on, the authority that agents trust is to be replaced: docs/runbook.md. */
const WARNING_MS = 365 * 86_400_000;

/** The end of the authority that agents trust. */
export interface AuthorityExpiry {
  expiresAt: Date;
  /** Whether it is time to replace it. */
  isNear: boolean;
}

/** `undefined` while there is no authority. */
export async function findAuthorityExpiry(
  manager: EntityManager,
  now: Date,
): Promise<AuthorityExpiry | undefined> {
  const [authority] = await manager.find(AgentAuthorityEntity, { take: 1 });
  if (!authority) return undefined;
  const expiresAt = new Date(new X509Certificate(authority.certificate).validTo);
  return { expiresAt, isNear: expiresAt.getTime() - now.getTime() < WARNING_MS };
}
