/** What SECA's Go SDK and the Terraform provider on it really send: every field of the metadata, empty ones too. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startGateway, type Answer, type TestGateway } from './support/gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(async () => {
  await gateway.dataSource.query('TRUNCATE resource CASCADE');
});

interface Sent {
  /** Below the base of the kind's provider; the last part is the collection. */
  path: string;
  name: string;
  place: object;
  body: { spec: object | null; labels?: object; extensions?: object };
}

const global = (api: string) => `/seca.${api}/v1/tenants/acme`;
const regional = (api: string) => `/regions/eu-central/providers${global(api)}`;
const network = 'seca.network/v1/tenants/acme/workspaces/shop';
const storage = 'seca.storage/v1/tenants/acme/workspaces/shop';
const labels = { step: 'one' };
const inShop = { region: '', workspace: 'shop' };
const inMain = { ...inShop, network: 'main' };

/** In the order in which they can be made. References are the `metadata.ref` of what was made before. */
const requests: Sent[] = [
  {
    path: `${global('authorization')}/roles`,
    name: 'reader',
    place: {},
    body: {
      labels,
      spec: {
        permissions: [
          { provider: 'seca.network/v1', resources: ['networks/*', 'subnets/*'], verb: ['get', 'list'] },
        ],
      },
    },
  },
  {
    path: `${global('authorization')}/role-assignments`,
    name: 'readers',
    place: {},
    body: {
      labels,
      spec: {
        subs: ['anna'],
        scopes: [{ tenants: ['acme'], regions: ['eu-central'], workspaces: ['shop'] }],
        roles: ['reader'],
      },
    },
  },
  {
    path: `${regional('workspace')}/workspaces`,
    name: 'shop',
    place: { region: '' },
    body: { labels, spec: null },
  },
  {
    path: `${regional('storage')}/workspaces/shop/block-storages`,
    name: 'boot',
    place: inShop,
    body: {
      labels,
      spec: { sizeGB: 20, skuRef: { resource: 'seca.storage/v1/tenants/acme/skus/hetzner-volume' } },
    },
  },
  {
    path: `${regional('storage')}/images`,
    name: 'golden',
    place: { region: '' },
    body: {
      labels,
      spec: { blockStorageRef: { resource: `${storage}/block-storages/boot` }, cpuArchitecture: 'amd64' },
    },
  },
  {
    path: `${regional('network')}/workspaces/shop/networks`,
    name: 'main',
    place: inShop,
    body: {
      labels,
      spec: {
        cidr: { ipv4: '10.20.0.0/16' },
        skuRef: { resource: 'seca.network/v1/tenants/acme/skus/hetzner-network' },
      },
    },
  },
  {
    path: `${regional('network')}/workspaces/shop/internet-gateways`,
    name: 'out',
    place: inShop,
    body: { labels, spec: { egressOnly: true } },
  },
  {
    path: `${regional('network')}/workspaces/shop/networks/main/route-tables`,
    name: 'default',
    place: inMain,
    body: {
      labels,
      spec: {
        routes: [
          {
            destinationCidrBlock: '0.0.0.0/0',
            targetRef: { resource: `${network}/internet-gateways/out` },
          },
        ],
      },
    },
  },
  {
    path: `${regional('network')}/workspaces/shop/networks/main/subnets`,
    name: 'apps',
    place: inMain,
    body: {
      labels,
      spec: {
        cidr: { ipv4: '10.20.1.0/24' },
        routeTableRef: { resource: `${network}/networks/main/route-tables/default` },
        zone: '',
      },
    },
  },
  {
    path: `${regional('network')}/workspaces/shop/security-groups`,
    name: 'web',
    place: inShop,
    body: {
      labels,
      spec: {
        rules: [
          { direction: 'ingress', protocol: 'tcp', ports: { from: 80, to: 80, list: [443] } },
          {
            direction: 'ingress',
            protocol: 'tcp',
            ports: { from: 22, to: 22 },
            sourceRef: [{ resource: '55.44.33.11' }],
          },
        ],
      },
    },
  },
  {
    path: `${regional('network')}/workspaces/shop/public-ips`,
    name: 'web',
    place: inShop,
    body: { labels, spec: { version: 'IPv4' } },
  },
  {
    path: `${regional('network')}/workspaces/shop/nics`,
    name: 'web',
    place: inShop,
    body: {
      labels,
      spec: {
        addresses: ['0.0.0.0'],
        subnetRef: { resource: `${network}/networks/main/subnets/apps` },
      },
    },
  },
  {
    path: `${regional('compute')}/workspaces/shop/instances`,
    name: 'web',
    place: inShop,
    body: {
      labels,
      extensions: { 'start-on-create': 'true' },
      spec: {
        zone: 'fsn1',
        skuRef: { resource: 'seca.compute/v1/tenants/acme/skus/cx23' },
        primaryNicRef: { resource: `${network}/nics/web` },
        securityGroupRef: { resource: `${network}/security-groups/web` },
        bootVolume: { deviceRef: { resource: `${storage}/block-storages/boot` } },
        userData: '#cloud-config\npackages: [nginx]\n',
      },
    },
  },
];

/** Their SDK's metadata is no pointer to what is known but a struct, whose unset fields are written too. */
function metadataOf({ name, place }: Sent): object {
  return {
    apiVersion: '',
    createdAt: '0001-01-01T00:00:00Z',
    kind: '',
    lastModifiedAt: '0001-01-01T00:00:00Z',
    name,
    provider: '',
    ref: '',
    resource: '',
    resourceVersion: 0,
    tenant: 'acme',
    verb: '',
    ...place,
  };
}

const make = (request: Sent): Promise<Answer> =>
  gateway.send('PUT', `${request.path}/${request.name}`, {
    metadata: metadataOf(request),
    ...request.body,
  });

/** What the provider's state is compared with: it takes nothing that differs from what was planned. */
function echoOf({ path, body }: Sent): object {
  if (path.endsWith('/workspaces')) return { ...body, spec: {} };
  if (path.endsWith('/subnets')) return { ...body, spec: { ...body.spec, zone: 'fsn1' } };
  return body;
}

test('everything can be made of such bodies, each naming the others by their URNs, and comes back as sent', async () => {
  for (const request of requests) {
    const url = `${request.path}/${request.name}`;
    const made = await make(request);
    expect({ url, ...made }).toMatchObject({ url, status: 201, body: echoOf(request) });
    const read = await gateway.send('GET', url);
    expect({ url, ...read }).toMatchObject({ url, status: 200, body: echoOf(request) });
    expect(read.body.metadata.ref).toBe(made.body.metadata.ref);
    expect(read.body.metadata.createdAt).toBe(made.body.metadata.createdAt);
    expect(read.body.annotations).toBeUndefined();
  }
});

test('what was read can be written back with other labels, metadata and status included', async () => {
  for (const request of requests) await make(request);
  for (const { path, name } of requests) {
    const url = `${path}/${name}`;
    const { body } = await gateway.send('GET', url);
    const updated = await gateway.send('PUT', url, { ...body, labels: { step: 'two' } });
    expect({ url, ...updated }).toMatchObject({
      url,
      status: 200,
      body: { labels: { step: 'two' }, spec: body.spec },
    });
    expect(updated.body.metadata.createdAt).toBe(body.metadata.createdAt);
  }
});

test('all can be deleted in the opposite order, and again while they go', async () => {
  for (const request of requests) await make(request);
  for (const { path, name } of requests.toReversed()) {
    if (name === 'shop') continue; // Not while what is in it is going.
    const url = `${path}/${name}`;
    expect({ url, ...(await gateway.send('DELETE', url)) }).toMatchObject({ url, status: 202 });
    expect([202, 404]).toContain((await gateway.send('DELETE', url)).status);
  }
});
