import type { Caller } from '../authorization/caller.js';
import type { Domain } from '../domain.js';
import type { ResourceIdentity } from '../resource/identity.js';
import { kinds, type Kind } from '../resource/kinds.js';
import { putResource } from '../resource/put-resource.js';
import type { Resource, UserMaps } from '../resource/resource.js';

/** The identity of a resource of tenant `acme` in region `eu-central`, workspace `w`, network `n`, as far as its kind has them. */
export function identityOf<K extends Kind>(kind: K, name: string): ResourceIdentity<K> {
  const { level, isRegional } = kinds[kind];
  return {
    kind,
    name,
    tenant: 'acme',
    region: isRegional ? 'eu-central' : '',
    workspace: level === 'tenant' ? '' : 'w',
    network: level === 'network' ? 'n' : '',
  };
}

const specs: { readonly [K in Kind]: object } = {
  workspace: {},
  network: { cidr: { ipv4: '10.0.0.0/16' }, skuRef: { resource: 'skus/hetzner-network' } },
  'internet-gateway': {},
  'routing-table': {
    routes: [{ destinationCidrBlock: '0.0.0.0/0', targetRef: { resource: 'internet-gateways/gw' } }],
  },
  subnet: { cidr: { ipv4: '10.0.1.0/24' }, routeTableRef: { resource: 'route-tables/rt' } },
  nic: { subnetRef: { resource: 'networks/n/subnets/s' }, addresses: ['0.0.0.0'] },
  'public-ip': { version: 'IPv4' },
  'security-group': { rules: [{ direction: 'ingress' }] },
  'security-group-rule': { direction: 'ingress' },
  'block-storage': { sizeGB: 20, skuRef: { resource: 'skus/hetzner-volume' } },
  image: { blockStorageRef: { resource: 'workspaces/w/block-storages/boot' }, cpuArchitecture: 'amd64' },
  instance: {
    zone: 'fsn1',
    skuRef: { resource: 'skus/cx23' },
    bootVolume: { deviceRef: { resource: 'block-storages/boot' } },
    primaryNicRef: { resource: 'nics/nic' },
  },
  role: { permissions: [{ provider: 'seca.compute/v1', resources: ['instances/*'], verb: ['get'] }] },
  'role-assignment': { subs: ['bob'], roles: ['r'], scopes: [{}] },
};

/** The names that the specs above refer to, in the order in which they can be made. */
export const documentNames = [
  ['workspace', 'w'],
  ['network', 'n'],
  ['internet-gateway', 'gw'],
  ['routing-table', 'rt'],
  ['subnet', 's'],
  ['nic', 'nic'],
  ['block-storage', 'boot'],
  ['instance', 'vm'],
] as const;

export type DocumentName = (typeof documentNames)[number][1];

/** Puts a resource with a spec that fits its kind; give only what matters. */
export async function put<K extends Kind>(
  domain: Domain,
  caller: Caller,
  kind: K,
  name: string,
  overrides: {
    spec?: object;
    maps?: Partial<UserMaps>;
    version?: number;
    identity?: Partial<ResourceIdentity>;
  } = {},
): Promise<Resource<K>> {
  const { resource } = await putResource(domain, caller, {
    identity: { ...identityOf(kind, name), ...overrides.identity },
    maps: { labels: undefined, annotations: undefined, extensions: undefined, ...overrides.maps },
    spec: { ...specs[kind], ...overrides.spec },
    ...(overrides.version === undefined ? {} : { ifUnmodifiedSince: overrides.version }),
  });
  return resource as Resource<K>;
}

/** Puts the whole path up to and including `last`: workspace, network, gateway, table, subnet, NIC, volume, instance. */
export async function putPath(domain: Domain, caller: Caller, last: DocumentName = 'vm'): Promise<void> {
  for (const [kind, name] of documentNames) {
    await put(domain, caller, kind, name);
    if (name === last) return;
  }
}
