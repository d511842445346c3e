/** Which screen shows a resource, and how its kind is called. */
import type { ResourcePlaceFragment } from '../api/generated/graphql.js';
import { paths } from '../paths.js';

/** Its own screen, or that of the network or workspace it is part of. */
export function hrefOf(resource: ResourcePlaceFragment): string {
  const { tenant, region, workspace, name, kind } = resource;
  const place = { tenant, region, workspace, name };
  switch (resource.is) {
    case 'Workspace':
      return paths.workspace(place);
    case 'Network':
      return paths.network(place);
    case 'Instance':
      return paths.instance(place);
    case 'InternetGateway':
      return paths.gateway(place);
    case 'RouteTable':
      return paths.routeTable({ ...place, name: resource.network }, name);
    case 'Subnet':
      return paths.network({ ...place, name: resource.network });
    default:
      return workspace === ''
        ? paths.activity({ target: name })
        : paths.workspace({ tenant, region, name: workspace }, { kind, text: name });
  }
}

const KINDS: Readonly<Record<string, string>> = {
  workspace: 'Workspace',
  network: 'Network',
  subnet: 'Subnet',
  'routing-table': 'Route table',
  'internet-gateway': 'Internet gateway',
  nic: 'NIC',
  'public-ip': 'Public IP',
  'security-group': 'Security group',
  'security-group-rule': 'Security group rule',
  instance: 'Instance',
  'block-storage': 'Block storage',
  image: 'Image',
  role: 'Role',
  'role-assignment': 'Role assignment',
};

/** A kind as people call it; one that is new to the console as it came. */
export function sayKind(kind: string): string {
  return KINDS[kind] ?? kind;
}
