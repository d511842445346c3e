import { expect } from 'vitest';
import { kinds, type Kind, type Offer } from '@seca-hetzner/domain';
import type { TestGateway } from './gateway.js';

const zones = ['fsn1', 'nbg1', 'hel1'];
const providerData = {
  serverType: 'cx23',
  architecture: 'x86',
  diskGb: 40,
  monthlyPrice: {},
  availableIn: zones,
};
/** A region, and a SKU of each kind, as the provider's own rules read them. */
export const offers = [
  {
    kind: 'region',
    name: 'eu-central',
    spec: { availableZones: zones },
    providerData: {
      networkZone: 'eu-central',
      locations: Object.fromEntries(zones.map((zone) => [zone, zone])),
      imageId: { x86: 1 },
      serverTypes: [],
    },
  },
  { kind: 'instance-sku', name: 'cx23', spec: { vCPU: 2, ram: 4 }, providerData },
  {
    kind: 'storage-sku',
    name: 'hetzner-volume',
    spec: { iops: 1, minVolumeSize: 10, type: 'remote-durable' },
  },
  { kind: 'network-sku', name: 'hetzner-network', spec: { bandwidth: 1, packets: 1 } },
].map(
  (offer) => ({ region: 'eu-central', labels: {}, annotations: {}, providerData: {}, ...offer }) as Offer,
);

const sku = { resource: 'skus/hetzner-network' };
const rule = { direction: 'ingress', protocol: 'tcp', ports: { from: 80 } };

/** A document of each kind, which names only what comes before it. */
export const documents: Readonly<Record<string, { path: string; spec: object }>> = {
  workspace: { path: '/seca.workspace/v1/tenants/acme/workspaces/w', spec: {} },
  network: {
    path: '/seca.network/v1/tenants/acme/workspaces/w/networks/n',
    spec: { cidr: { ipv4: '10.0.0.0/16' }, skuRef: sku },
  },
  'internet-gateway': { path: '/seca.network/v1/tenants/acme/workspaces/w/internet-gateways/gw', spec: {} },
  'routing-table': {
    path: '/seca.network/v1/tenants/acme/workspaces/w/networks/n/route-tables/rt',
    spec: {
      routes: [{ destinationCidrBlock: '0.0.0.0/0', targetRef: { resource: 'internet-gateways/gw' } }],
    },
  },
  subnet: {
    path: '/seca.network/v1/tenants/acme/workspaces/w/networks/n/subnets/s',
    spec: { cidr: { ipv4: '10.0.1.0/24' }, routeTableRef: { resource: 'route-tables/rt' } },
  },
  'public-ip': {
    path: '/seca.network/v1/tenants/acme/workspaces/w/public-ips/ip',
    spec: { version: 'IPv4' },
  },
  'security-group-rule': {
    path: '/seca.network/v1/tenants/acme/workspaces/w/security-group-rules/rule',
    spec: rule,
  },
  'security-group': {
    path: '/seca.network/v1/tenants/acme/workspaces/w/security-groups/group',
    spec: { rules: [rule] },
  },
  nic: {
    path: '/seca.network/v1/tenants/acme/workspaces/w/nics/nic',
    spec: { subnetRef: { resource: 'networks/n/subnets/s' }, addresses: ['0.0.0.0'] },
  },
  'block-storage': {
    path: '/seca.storage/v1/tenants/acme/workspaces/w/block-storages/boot',
    spec: { sizeGB: 20, skuRef: { resource: 'skus/hetzner-volume' } },
  },
  image: {
    path: '/seca.storage/v1/tenants/acme/images/image',
    spec: {
      blockStorageRef: { resource: 'workspaces/w/block-storages/boot' },
      cpuArchitecture: 'amd64',
    },
  },
  instance: {
    path: '/seca.compute/v1/tenants/acme/workspaces/w/instances/vm',
    spec: {
      zone: 'fsn1',
      skuRef: { resource: 'skus/cx23' },
      bootVolume: { deviceRef: { resource: 'block-storages/boot' } },
    },
  },
  role: {
    path: '/seca.authorization/v1/tenants/acme/roles/role',
    spec: { permissions: [{ provider: 'seca.compute/v1', resources: ['instances/*'], verb: ['get'] }] },
  },
  'role-assignment': {
    path: '/seca.authorization/v1/tenants/acme/role-assignments/assignment',
    spec: { subs: ['bob'], roles: ['role'], scopes: [{ tenants: ['acme'] }] },
  },
};

export const isDeclared = (kind: string): kind is Kind => kind in kinds;

/** Empties the world, and puts everything that the documents name, so that any of them can be put. */
export async function putDocuments(gateway: TestGateway): Promise<void> {
  await gateway.dataSource.query('TRUNCATE resource CASCADE');
  for (const [kind, { path, spec }] of Object.entries(documents)) {
    if (!isDeclared(kind) || kind === 'instance') continue;
    const { status, body } = await gateway.send('PUT', path, { spec });
    expect([status, body.detail]).toEqual([201, undefined]);
  }
  const { path, spec } = documents['block-storage'] ?? { path: '', spec: {} };
  await gateway.send('PUT', path.replace('boot', 'data'), { spec });
}
