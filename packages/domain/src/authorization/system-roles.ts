import { afterSettling, newHistory } from '../resource/conditions.js';
import { ForbiddenError } from '../errors.js';
import type { ResourceIdentity } from '../resource/identity.js';
import type { Api } from '../resource/kinds.js';
import type { Resource } from '../resource/resource.js';
import type { Permission } from './role.js';

const READ = ['get', 'list'];
const EDIT = ['get', 'list', 'put', 'post'];
const ALL = ['get', 'list', 'put', 'post', 'delete'];

const TYPES = {
  authorization: ['roles', 'role-assignments'],
  workspace: ['workspaces'],
  network: [
    'networks',
    'subnets',
    'route-tables',
    'nics',
    'internet-gateways',
    'security-groups',
    'security-group-rules',
    'public-ips',
    'skus',
  ],
  compute: ['instances', 'skus'],
  storage: ['images', 'block-storages', 'skus'],
  region: ['regions'],
} as const satisfies Record<Api, readonly string[]>;

function permission(api: Api, verb: readonly string[]): Permission {
  return {
    provider: `seca.${api}/v1`,
    resources: TYPES[api].map((type) => `${type}/*`),
    verb: [...verb],
  };
}

const onRegions = permission('region', READ);

function onResources(verb: readonly string[]): Permission[] {
  return [permission('network', verb), permission('compute', verb), permission('storage', verb)];
}

export const TENANT_ADMIN = 'seca.admin';
export const WORKSPACE_ADMIN = 'seca.workspace-admin';

/**
 * The roles that every tenant has and nobody can change, with all types of the foundation APIs. Source: SECA, system
 * roles.
 */
const systemRoles: ReadonlyMap<string, readonly Permission[]> = new Map([
  [
    TENANT_ADMIN,
    [permission('authorization', ALL), permission('workspace', ALL), ...onResources(ALL), onRegions],
  ],
  [
    'seca.region-admin',
    [permission('workspace', ['get', 'list', 'put', 'delete']), ...onResources(ALL), onRegions],
  ],
  [WORKSPACE_ADMIN, [permission('workspace', ['get', 'list', 'put']), ...onResources(ALL), onRegions]],
  ['seca.workspace-editor', [...onResources(EDIT), onRegions]],
  ['seca.workspace-viewer', [...onResources(READ), onRegions]],
]);

export const systemRoleNames: readonly string[] = [...systemRoles.keys()].toSorted();

/** What a system role permits; `undefined` for any other name. */
export function systemPermissions(name: string): readonly Permission[] | undefined {
  return systemRoles.get(name);
}

/** Throws `ForbiddenError` when a write is for a system role. */
export function refuseSystemRole({ kind, name }: ResourceIdentity): void {
  if (kind === 'role' && systemRoles.has(name)) {
    throw new ForbiddenError(`'${name}' is a role of the system, which nobody can change or delete`);
  }
}

/** A system role as a tenant sees it, there since the tenant is; `undefined` for any other name. */
export function systemRoleOf(tenant: string, name: string, since: Date): Resource<'role'> | undefined {
  const permissions = systemRoles.get(name);
  if (!permissions) return undefined;
  return {
    uid: '00000000-0000-0000-0000-000000000000',
    tenant,
    region: '',
    workspace: '',
    network: '',
    kind: 'role',
    name,
    labels: undefined,
    annotations: undefined,
    extensions: undefined,
    spec: { permissions: [...permissions] },
    status: afterSettling(newHistory(since), since, false),
    resourceVersion: 1,
    observedVersion: 1,
    createdAt: since,
    lastModifiedAt: since,
    deletedAt: undefined,
    desiredPower: undefined,
    desiredPowerAt: undefined,
    restartPhase: undefined,
    connectionId: undefined,
  };
}
