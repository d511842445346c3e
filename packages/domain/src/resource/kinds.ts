/** The foundation APIs of SECA; a provider name is `seca.<api>`. */
export type Api = 'region' | 'authorization' | 'workspace' | 'compute' | 'storage' | 'network';

/** Where a kind lives: directly under a tenant, in a workspace, or in a network of a workspace. */
export type Level = 'tenant' | 'workspace' | 'network';

interface KindFacts {
  api: Api;
  /** Path segment of its collection. */
  collection: string;
  level: Level;
  isRegional: boolean;
}

/**
 * Every kind that users declare, under the name SECA gives it in `metadata.kind`. A route table is a
 * `routing-table` there, and only there.
 */
export const kinds = {
  workspace: { api: 'workspace', collection: 'workspaces', level: 'tenant', isRegional: true },
  network: { api: 'network', collection: 'networks', level: 'workspace', isRegional: true },
  'internet-gateway': {
    api: 'network',
    collection: 'internet-gateways',
    level: 'workspace',
    isRegional: true,
  },
  'routing-table': { api: 'network', collection: 'route-tables', level: 'network', isRegional: true },
  subnet: { api: 'network', collection: 'subnets', level: 'network', isRegional: true },
  nic: { api: 'network', collection: 'nics', level: 'workspace', isRegional: true },
  'public-ip': { api: 'network', collection: 'public-ips', level: 'workspace', isRegional: true },
  'security-group': { api: 'network', collection: 'security-groups', level: 'workspace', isRegional: true },
  'security-group-rule': {
    api: 'network',
    collection: 'security-group-rules',
    level: 'workspace',
    isRegional: true,
  },
  'block-storage': { api: 'storage', collection: 'block-storages', level: 'workspace', isRegional: true },
  image: { api: 'storage', collection: 'images', level: 'tenant', isRegional: true },
  instance: { api: 'compute', collection: 'instances', level: 'workspace', isRegional: true },
  role: { api: 'authorization', collection: 'roles', level: 'tenant', isRegional: false },
  'role-assignment': {
    api: 'authorization',
    collection: 'role-assignments',
    level: 'tenant',
    isRegional: false,
  },
} as const satisfies Record<string, KindFacts>;

export type Kind = keyof typeof kinds;

/** Kinds that the provider declares: read-only, kept in the catalogue. */
export const skuKinds = {
  'instance-sku': { api: 'compute' },
  'storage-sku': { api: 'storage' },
  'network-sku': { api: 'network' },
} as const satisfies Record<string, { api: Api }>;

export type SkuKind = keyof typeof skuKinds;

export function isSkuKind(kind: Kind | SkuKind): kind is SkuKind {
  return kind in skuKinds;
}
