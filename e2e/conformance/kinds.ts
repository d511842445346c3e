/** The kinds as clients know them: where they live, and what their metadata says. Source: SECA v1.7. */
export type Level = 'tenant' | 'workspace' | 'network';

interface KindFacts {
  api: 'authorization' | 'workspace' | 'compute' | 'storage' | 'network';
  plural: string;
  level: Level;
}

export const KINDS = {
  role: { api: 'authorization', plural: 'roles', level: 'tenant' },
  'role-assignment': { api: 'authorization', plural: 'role-assignments', level: 'tenant' },
  workspace: { api: 'workspace', plural: 'workspaces', level: 'tenant' },
  image: { api: 'storage', plural: 'images', level: 'tenant' },
  'block-storage': { api: 'storage', plural: 'block-storages', level: 'workspace' },
  instance: { api: 'compute', plural: 'instances', level: 'workspace' },
  network: { api: 'network', plural: 'networks', level: 'workspace' },
  'internet-gateway': { api: 'network', plural: 'internet-gateways', level: 'workspace' },
  'public-ip': { api: 'network', plural: 'public-ips', level: 'workspace' },
  nic: { api: 'network', plural: 'nics', level: 'workspace' },
  'security-group': { api: 'network', plural: 'security-groups', level: 'workspace' },
  'security-group-rule': { api: 'network', plural: 'security-group-rules', level: 'workspace' },
  'routing-table': { api: 'network', plural: 'route-tables', level: 'network' },
  subnet: { api: 'network', plural: 'subnets', level: 'network' },
} as const satisfies Record<string, KindFacts>;

export type Kind = keyof typeof KINDS;

/** Where a resource is, below its tenant. */
export interface Place {
  kind: Kind;
  name: string;
  workspace?: string;
  network?: string;
}

/** `networks/n/subnets/s`: the path of a resource within its scope, or of its collection. */
export function pathInScope({ kind, name, network }: Place, isCollection = false): string {
  const { plural, level } = KINDS[kind];
  const collection = level === 'network' ? `networks/${network}/${plural}` : plural;
  return isCollection ? collection : `${collection}/${name}`;
}

/** `tenants/t/workspaces/w/…`: the path below `v1/`. */
export function pathOf(tenant: string, place: Place, isCollection = false): string {
  const scope = KINDS[place.kind].level === 'tenant' ? '' : `workspaces/${place.workspace}/`;
  return `tenants/${tenant}/${scope}${pathInScope(place, isCollection)}`;
}

/** `seca.network/v1/tenants/…`: how others refer to it. */
export function urnOf(tenant: string, place: Place): string {
  return `seca.${KINDS[place.kind].api}/v1/${pathOf(tenant, place)}`;
}
