import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Domain } from '../domain.js';
import type { ResourceIdentity } from '../resource/identity.js';
import { putResource } from '../resource/put-resource.js';
import { findResource } from '../resource/resource.repository.js';
import type { OperatorCaller } from './caller.js';
import { TENANT_ADMIN } from './system-roles.js';

/**
 * Makes the holder of tokens with this `sub` an administrator of the tenant, by an assignment like any other. The
 * first one of a tenant has nobody else to get it from. Throws `ValidationError` for a subject of no or more than 128
 * characters.
 */
export async function ensureTenantAdmin(
  domain: Domain,
  caller: OperatorCaller,
  tenant: string,
  subject: string,
): Promise<void> {
  const hash = createHash('sha256').update(subject).digest('hex').slice(0, 16);
  const identity: ResourceIdentity<'role-assignment'> = {
    tenant,
    region: '',
    workspace: '',
    network: '',
    kind: 'role-assignment',
    name: `tenant-admin.${hash}`,
  };
  const spec = { subs: [subject], roles: [TENANT_ADMIN], scopes: [{ tenants: [tenant] }] };
  const existing = await findResource(domain.dataSource.manager, identity);
  if (existing && isDeepStrictEqual(existing.spec, spec)) return;
  const maps = { labels: undefined, annotations: undefined, extensions: undefined };
  await putResource(domain, caller, { identity, maps, spec });
}
