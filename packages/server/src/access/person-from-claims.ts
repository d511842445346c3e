import { ForbiddenError, isAtLeast, type OperatorRole, type Person } from '@seca-hetzner/domain';
import type { OidcSettings } from './access-settings.js';

/** Says in the tenant claim that somebody is not limited to one. */
const EVERY_TENANT = '*';

/**
 * Who somebody is here. Throws `ForbiddenError` for whoever has no value that stands for a role, or no tenant where
 * tenants are told: what the provider does not say is not given.
 */
export function personFromClaims(
  claims: Readonly<Record<string, unknown>>,
  { roleClaim, roles, tenantClaim }: Pick<OidcSettings, 'roleClaim' | 'roles' | 'tenantClaim'>,
): Person {
  const { sub } = claims;
  if (typeof sub !== 'string' || sub === '') throw new Error('the claims name no subject');
  const name = nameOf(claims) ?? sub;
  const role = greatest(textsAt(claims, roleClaim).flatMap((value) => roles.get(value) ?? []));
  if (role === undefined) {
    throw new ForbiddenError(
      `'${name}' has signed in, but has no role here: nothing in the claim '${roleClaim}' stands for one`,
    );
  }
  const person = { subject: `oidc:${sub}`, name, role };
  if (tenantClaim === undefined) return person;
  const [tenant, ...others] = textsAt(claims, tenantClaim);
  if (tenant === undefined || others.length > 0) {
    throw new ForbiddenError(
      `'${name}' has signed in, but the claim '${tenantClaim}' names ${tenant === undefined ? 'no tenant' : 'several tenants'}`,
    );
  }
  return tenant === EVERY_TENANT ? person : { ...person, tenant };
}

/** The value of a claim by its name, or by the names on the way to it joined by dots. */
function claimAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

function textsAt(claims: Readonly<Record<string, unknown>>, path: string): string[] {
  const value = claimAt(claims, path);
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each): each is string => typeof each === 'string' && each !== '');
}

function greatest(roles: readonly OperatorRole[]): OperatorRole | undefined {
  return roles.toSorted((one, other) => (isAtLeast(one, other) ? -1 : 1))[0];
}

function nameOf({ preferred_username: login, email, name }: Readonly<Record<string, unknown>>) {
  return [login, email, name].find((each): each is string => typeof each === 'string' && each !== '');
}
