import type { DataSource } from 'typeorm';
import { ForbiddenError } from '../errors.js';
import { isAllowed, type AccessRequest, type RoleGrant } from './access.rules.js';
import type { Caller } from './caller.js';
import { requireTenant } from './operator-role.js';
import { findGrants } from './role-grant.repository.js';

/** The one seam that every command passes, for the resource itself and for each reference in it. */
export interface Authorizer {
  /** Throws `ForbiddenError` when the caller may not; any other error means that it could not be decided. */
  authorize(caller: Caller, request: AccessRequest): Promise<void>;
}

/** Decides by what stands in the database at the moment, so that a change holds for the next request everywhere. */
export interface CommandAuthorizer extends Authorizer {
  /** One that reads the grants of a tenant once; for the several questions of one command and one caller. */
  forOneCommand(): Authorizer;
  /** One for a command that has read the caller's grants itself, in the tenant of what it asks for. */
  byGrants(grants: readonly RoleGrant[]): Authorizer;
}

/** Lets SECA callers do what their role assignments allow, and an operator everything in the tenants that it may enter. */
export function createAuthorizer(dataSource: DataSource): CommandAuthorizer {
  return {
    authorize: (caller, request) =>
      authorize(caller, request, (tenant) => findGrants(dataSource, tenant, caller.subject)),
    forOneCommand() {
      const read = new Map<string, Promise<RoleGrant[]>>();
      return {
        authorize: (caller, request) =>
          authorize(caller, request, (tenant) => {
            const grants = read.get(tenant) ?? findGrants(dataSource, tenant, caller.subject);
            read.set(tenant, grants);
            return grants;
          }),
      };
    },
    byGrants: (grants) => ({
      authorize: (caller, request) => authorize(caller, request, async () => grants),
    }),
  };
}

async function authorize(
  caller: Caller,
  request: AccessRequest,
  grantsIn: (tenant: string) => Promise<readonly RoleGrant[]>,
): Promise<void> {
  if (caller.type === 'operator') {
    requireTenant(caller, request.tenant);
    return;
  }
  const { verb, type, name, tenant } = request;
  const what = name === undefined ? type : `${type}/${name}`;
  // A look-up without a tenant could find the grants of all of them.
  if (tenant !== '' && isAllowed(caller, await grantsIn(tenant), request)) return;
  throw new ForbiddenError(`'${caller.subject}' may not ${verb} ${what} in tenant '${tenant}'`);
}
