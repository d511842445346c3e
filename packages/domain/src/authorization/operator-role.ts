import { ForbiddenError } from '../errors.js';
import type { OperatorCaller } from './caller.js';

/** What somebody may do in the admin API: look; act on resources; administer tenants, connections and access. */
export const operatorRoles = ['viewer', 'operator', 'admin'] as const;

export type OperatorRole = (typeof operatorRoles)[number];

/** Each role may do what those before it may. */
export function isAtLeast(role: OperatorRole, needed: OperatorRole): boolean {
  return operatorRoles.indexOf(role) >= operatorRoles.indexOf(needed);
}

/** Whether an operator may see what belongs to `tenant`. */
export function mayEnter({ tenant: limit }: OperatorCaller, tenant: string): boolean {
  return limit === undefined || limit === tenant;
}

/** Throws `ForbiddenError` for what belongs to a tenant that the operator may not see. */
export function requireTenant(caller: OperatorCaller, tenant: string): void {
  if (!mayEnter(caller, tenant)) {
    throw new ForbiddenError(`'${caller.subject}' is limited to tenant '${caller.tenant}'`);
  }
}
