import { isSkuKind, kinds, skuKinds, type Kind, type SkuKind } from './kinds.js';

/** Where a collection hangs; an absent level is the empty string. */
export interface Scope {
  tenant: string;
  region: string;
  workspace: string;
  network: string;
}

/** What makes a resource itself, whichever uid its row has. */
export interface ResourceIdentity<K extends Kind = Kind> extends Scope {
  kind: K;
  name: string;
}

/** What a reference can name: a declared resource, or an entry of the catalogue. */
export interface TargetIdentity extends Scope {
  kind: Kind | SkuKind;
  name: string;
}

/** The API version that every URL and URN of this provider carries. */
export const API_VERSION = 'v1';

/** `seca.network/v1` for a network kind: the form of `metadata.provider`. */
export function providerOf(kind: Kind | SkuKind): string {
  return `seca.${isSkuKind(kind) ? skuKinds[kind].api : kinds[kind].api}/${API_VERSION}`;
}

/** `networks/n/subnets/s`: the path within tenant and workspace, as `metadata.resource` has it. */
export function resourcePathOf(target: TargetIdentity): string {
  const collection = isSkuKind(target.kind) ? 'skus' : kinds[target.kind].collection;
  const within = target.network === '' ? '' : `networks/${target.network}/`;
  return `${within}${collection}/${target.name}`;
}

/**
 * The URN of a resource: provider, version, tenant, workspace, network, collection and name; no host, no region.
 * Source: SECA, `metadata.ref`.
 */
export function urnOf(target: TargetIdentity): string {
  const workspace = target.workspace === '' ? '' : `workspaces/${target.workspace}/`;
  return `${providerOf(target.kind)}/tenants/${target.tenant}/${workspace}${resourcePathOf(target)}`;
}

const KEY_ORDER = ['tenant', 'region', 'workspace', 'network', 'kind', 'name'] as const;

/** The order of the unique key of `resource`: locks are taken in it, lists come in it. */
export function compareIdentities(left: TargetIdentity, right: TargetIdentity): number {
  for (const part of KEY_ORDER) {
    if (left[part] !== right[part]) return left[part] < right[part] ? -1 : 1;
  }
  return 0;
}

export function isSameIdentity(left: TargetIdentity, right: TargetIdentity): boolean {
  return compareIdentities(left, right) === 0;
}

/** The workspace that holds this resource; a workspace holds itself. */
export function workspaceIdentityOf(identity: ResourceIdentity): ResourceIdentity<'workspace'> {
  const { tenant, region } = identity;
  const name = identity.kind === 'workspace' ? identity.name : identity.workspace;
  return { tenant, region, workspace: '', network: '', kind: 'workspace', name };
}

/** The network that a subnet or route table lies in. */
export function networkIdentityOf(identity: Scope): ResourceIdentity<'network'> {
  const { tenant, region, workspace } = identity;
  return { tenant, region, workspace, network: '', kind: 'network', name: identity.network };
}

/** The scope of what lies in a network. */
export function scopeWithin(network: ResourceIdentity<'network'>): Scope {
  const { tenant, region, workspace, name } = network;
  return { tenant, region, workspace, network: name };
}
