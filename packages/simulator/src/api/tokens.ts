import type { Project } from '../world/project.js';
import type { TokenAccess, World } from '../world/world.js';

/** Real tokens are 64 characters; Terraform's provider refuses any other length. */
const TOKEN = /^[A-Za-z0-9]{64}$/;
const BEARER = /^Bearer\s+(\S+)$/i;

export interface Account {
  readonly project: Project;
  readonly access: Exclude<TokenAccess, 'revoked'>;
}

/**
 * Whose request this is: every 64-character token is a project of its own, unless somebody has granted it to
 * another project or revoked it.
 */
export function accountOf(world: World, authorization: string | undefined): Account | undefined {
  const token = BEARER.exec(authorization ?? '')?.[1];
  if (token === undefined || !isToken(token)) return undefined;
  const grant = world.grants.findBy((candidate) => candidate.token === token);
  if (grant === undefined) return { project: world.project(token), access: 'read-write' };
  if (grant.access === 'revoked') return undefined;
  return { project: world.project(grant.project), access: grant.access };
}

export function isToken(text: string): boolean {
  return TOKEN.test(text);
}
