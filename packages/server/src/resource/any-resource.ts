import { networkIdentityOf, type Resource as DomainResource } from '@seca-hetzner/domain';
import type { NetworkSighting, ServerSighting } from '@seca-hetzner/provider-hetzner/rules';
import { roleAssignmentFromDomain, roleFromDomain } from '../authorization/role.object.js';
import { instanceWithServer } from '../compute/instance.resolver.js';
import type { Loaders } from '../loaders.js';
import { internetGatewayFromDomain } from '../network/internet-gateway.object.js';
import { networkFromDomain } from '../network/network.object.js';
import { nicFromDomain, type Nic } from '../network/nic.object.js';
import { publicIpFromDomain } from '../network/public-ip.object.js';
import { routeTableFromDomain } from '../network/route-table.object.js';
import { securityGroupFromDomain, securityGroupRuleFromDomain } from '../network/security-group.object.js';
import { subnetFromDomain, type Subnet } from '../network/subnet.object.js';
import { blockStorageFromDomain } from '../storage/block-storage.object.js';
import { imageFromDomain } from '../storage/image.object.js';
import { workspaceFromDomain } from '../workspace/workspace.object.js';
import type { Resource } from './resource.object.js';

/** The object of a resource of any kind, with what is known of it at the provider. */
export async function resourceFromDomain(row: DomainResource, loaders: Loaders): Promise<Resource> {
  switch (row.kind) {
    case 'workspace':
      return workspaceFromDomain(row);
    case 'network':
      return networkFromDomain(row, await loaders.unitBindings.load(row.uid));
    case 'internet-gateway':
      return internetGatewayFromDomain(row, []);
    case 'routing-table':
      return routeTableFromDomain(row);
    case 'subnet':
      return subnetWithNetwork(row, loaders);
    case 'nic':
      return nicWithServer(row, loaders);
    case 'public-ip':
      return publicIpFromDomain(row);
    case 'security-group':
      return securityGroupFromDomain(row);
    case 'security-group-rule':
      return securityGroupRuleFromDomain(row);
    case 'block-storage':
      return blockStorageFromDomain(row);
    case 'image':
      return imageFromDomain(row);
    case 'instance':
      return instanceWithServer(row, loaders);
    case 'role':
      return roleFromDomain(row);
    case 'role-assignment':
      return roleAssignmentFromDomain(row);
  }
}

async function subnetWithNetwork(row: DomainResource<'subnet'>, loaders: Loaders): Promise<Subnet> {
  const network = await loaders.byIdentity.load(networkIdentityOf(row));
  const bindings = network ? await loaders.unitBindings.load(network.uid) : [];
  const seen = bindings.find(({ role }) => role === 'network')?.observed as
    | NetworkSighting
    | null
    | undefined;
  return subnetFromDomain(row, seen?.subnets ?? []);
}

async function nicWithServer(row: DomainResource<'nic'>, loaders: Loaders): Promise<Nic> {
  const [targets, users] = await Promise.all([
    loaders.targets.load(row.uid),
    loaders.referrers.load(row.uid),
  ]);
  const instance = users.find(({ kind }) => kind === 'instance');
  const bindings = instance ? await loaders.unitBindings.load(instance.uid) : [];
  const server = bindings.find(({ role }) => role === 'server')?.observed as
    | ServerSighting
    | null
    | undefined;
  return nicFromDomain(row, targets.get('/spec/subnetRef'), server ?? undefined);
}
