import { ForbiddenError } from '../errors.js';
import type { Api } from '../resource/kinds.js';
import type { Caller } from './caller.js';

export type Verb = 'get' | 'list' | 'put' | 'delete' | 'post';

/** What a caller wants to do to what, in the terms of SECA's permissions. */
export interface AccessRequest {
  verb: Verb;
  api: Api;
  /** Collection, `route-tables`. */
  type: string;
  /** Absent for a list. */
  name?: string;
  tenant: string;
  region: string;
  workspace: string;
}

/** The one seam that every command passes, for the resource itself and for each reference in it. */
export interface Authorizer {
  /** Throws `ForbiddenError` when the caller may not; any other error means that it could not be decided. */
  authorize(caller: Caller, request: AccessRequest): Promise<void>;
}

/** Lets a SECA caller into the tenants that its token names, and an operator everywhere. Default deny. */
export const tenantAuthorizer: Authorizer = {
  async authorize(caller, { tenant }) {
    if (caller.type === 'operator' || caller.tenants.includes(tenant)) return;
    throw new ForbiddenError(`the token does not let '${caller.subject}' into tenant '${tenant}'`);
  },
};
