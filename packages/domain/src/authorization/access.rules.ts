import { PUBLIC_TENANTS } from '../region/catalogue.js';
import { API_VERSION } from '../resource/identity.js';
import type { Api } from '../resource/kinds.js';
import type { SecaCaller } from './caller.js';
import type { AssignmentScope } from './role-assignment.js';
import type { Permission } from './role.js';
import { fitsWildcard } from './wildcard.js';

export type Verb = 'get' | 'list' | 'put' | 'delete' | 'post';

/** What a caller wants to do to what, in the terms of SECA's permissions. */
export interface AccessRequest {
  verb: Verb;
  /** Which one, for `post`. */
  action?: string;
  api: Api;
  /** Collection, `route-tables`. */
  type: string;
  /** Absent for a list. */
  name?: string;
  tenant: string;
  /** Empty for APIs without regions. */
  region: string;
  /** Empty at the level of the tenant. For a workspace itself its own name, for the list of workspaces none. */
  workspace: string;
}

/** One role that an assignment gives to a caller, in the tenant that stores the assignment. */
export interface RoleGrant {
  scopes: readonly AssignmentScope[];
  permissions: readonly Permission[];
}

/**
 * Whether the caller may: its token must not stand in the way, and one of the grants, which are those of the
 * request's tenant for this caller, has to cover the place and permit the deed. Default deny; nothing forbids.
 * Source: SECA, authorization.
 */
export function isAllowed(caller: SecaCaller, grants: readonly RoleGrant[], request: AccessRequest): boolean {
  if (isSharedCatalogue(request)) return true;
  return letsThrough(caller, request) && grants.some((grant) => grantAllows(grant, caller, request));
}

/** The provider's own offers, under the names of the tenant that everybody shares. */
function isSharedCatalogue({ tenant, type, verb }: AccessRequest): boolean {
  return PUBLIC_TENANTS.includes(tenant) && type === 'skus' && isReading(verb);
}

/** A token narrows: what it lists has to contain the request's value. What the request lacks is not compared. */
function letsThrough({ tenants, scope }: SecaCaller, request: AccessRequest): boolean {
  const admits = (list: readonly string[] | undefined, value: string): boolean =>
    !list?.length || value === '' || list.includes(value);
  return (
    admits(tenants, request.tenant) &&
    admits(scope?.tenants, request.tenant) &&
    admits(scope?.regions, request.region) &&
    admits(scope?.workspaces, request.workspace)
  );
}

function grantAllows(grant: RoleGrant, caller: SecaCaller, request: AccessRequest): boolean {
  const within = grant.scopes.filter(
    (scope) => coversUsers(scope, caller, request) && covers(scope.regions, request.region),
  );
  if (within.some((scope) => covers(scope.workspaces, request.workspace))) {
    if (grant.permissions.some((permission) => permits(permission, request))) return true;
    if (isOwnWorkspace(grant, request)) return true;
  }
  // Whoever works here, if only in one workspace, needs to know what there is to choose from.
  return within.length > 0 && grant.permissions.length > 0 && isCatalogue(request);
}

/** `tenants` says whose users are meant, those of the assignment's own tenant unless told otherwise. */
function coversUsers(
  { tenants = [] }: AssignmentScope,
  caller: SecaCaller,
  { tenant }: AccessRequest,
): boolean {
  if (tenants.length === 0 || tenants.includes('*')) return true;
  const memberOf = caller.tenants.length > 0 ? caller.tenants : [tenant];
  return memberOf.some((each) => tenants.includes(each));
}

/** A list without entries and `*` cover everything; any other only what the request has and the list names. */
function covers(list: readonly string[] = [], value: string): boolean {
  return list.length === 0 || list.includes('*') || (value !== '' && list.includes(value));
}

/** SKUs and images are to be read by everybody who holds any assignment in the tenant. */
function isCatalogue({ api, type, verb }: AccessRequest): boolean {
  return isReading(verb) && (type === 'skus' || (api === 'storage' && type === 'images'));
}

/** Whoever may do anything to what is in a workspace may read the workspace itself. */
function isOwnWorkspace({ permissions }: RoleGrant, { api, verb, name }: AccessRequest): boolean {
  if (api !== 'workspace' || verb !== 'get' || name === undefined) return false;
  return permissions.some(({ provider }) => WORKING_APIS.some((each) => isProvider(provider, each)));
}

const WORKING_APIS: readonly Api[] = ['network', 'compute', 'storage'];

function isReading(verb: Verb): boolean {
  return verb === 'get' || verb === 'list';
}

function permits({ provider, resources, verb }: Permission, request: AccessRequest): boolean {
  return (
    isProvider(provider, request.api) &&
    verb.some((each) => isVerb(each.toLowerCase(), request)) &&
    resources.some((pattern) => isResource(pattern, request))
  );
}

/** A provider without version is that of every version. */
function isProvider(provider: string, api: Api): boolean {
  return provider === `seca.${api}` || provider === `seca.${api}/${API_VERSION}`;
}

/** `post` permits every action, `post.<action>` and `post:<action>` one. */
function isVerb(permitted: string, { verb, action }: AccessRequest): boolean {
  if (permitted === '*' || permitted === verb) return true;
  return action !== undefined && (permitted === `${verb}.${action}` || permitted === `${verb}:${action}`);
}

/**
 * `<type>` and `<type>/*` are the list and every item, `<type>/<name>` is that item alone, `*` is everything of the
 * provider. Elsewhere `*` stands for any characters of one part.
 */
function isResource(pattern: string, { type, name }: AccessRequest): boolean {
  if (pattern === '*') return true;
  const [typePattern = '', namePattern = '*', ...rest] = pattern.split('/');
  if (rest.length > 0 || !fitsWildcard(typePattern, type)) return false;
  return name === undefined ? namePattern === '*' : fitsWildcard(namePattern, name);
}
