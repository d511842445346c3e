import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startGateway, type TestGateway } from './support/gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(async () => {
  await gateway.dataSource.query('TRUNCATE resource CASCADE');
});

const workspaces = '/seca.workspace/v1/tenants/acme/workspaces';
const network = '/seca.network/v1/tenants/acme/workspaces/w';
const networkSpec = { cidr: { ipv4: '10.0.0.0/16' }, skuRef: { resource: 'skus/hetzner-network' } };
const put = (path: string, spec: unknown = {}, more: object = {}) =>
  gateway.send('PUT', path, { spec, ...more });

async function putPath(): Promise<void> {
  await put(`${workspaces}/w`);
  await put(`${network}/networks/n`, networkSpec);
  await put(`${network}/internet-gateways/gw`);
  const routes = [{ destinationCidrBlock: '0.0.0.0/0', targetRef: { resource: 'internet-gateways/gw' } }];
  await put(`${network}/networks/n/route-tables/rt`, { routes });
  const subnet = { cidr: { ipv4: '10.0.1.0/24' }, routeTableRef: { resource: 'route-tables/rt' } };
  await put(`${network}/networks/n/subnets/s`, subnet);
  await put(`${network}/nics/nic`, {
    subnetRef: { resource: 'networks/n/subnets/s' },
    addresses: ['0.0.0.0'],
  });
  const storage = '/seca.storage/v1/tenants/acme/workspaces/w';
  await put(`${storage}/block-storages/boot`, { sizeGB: 20, skuRef: { resource: 'skus/hetzner-volume' } });
  const compute = '/seca.compute/v1/tenants/acme/workspaces/w';
  await put(`${compute}/instances/vm`, {
    zone: 'fsn1',
    skuRef: { resource: 'skus/cx23' },
    bootVolume: { deviceRef: { resource: 'block-storages/boot' } },
    primaryNicRef: { resource: 'nics/nic' },
  });
}

describe('PUT', () => {
  test('a create answers 201 with location, metadata of the request, spec as sent, and the three states', async () => {
    const answer = await put(`${workspaces}/w`, {}, { labels: { env: 'test' }, annotations: { note: 'x' } });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/providers${workspaces}/w`);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(answer.body).toMatchObject({
      labels: { env: 'test' },
      annotations: { note: 'x' },
      metadata: {
        name: 'w',
        provider: 'seca.workspace/v1',
        resource: 'workspaces/w',
        verb: 'PUT',
        apiVersion: 'v1',
        kind: 'workspace',
        ref: 'seca.workspace/v1/tenants/acme/workspaces/w',
        tenant: 'acme',
        region: 'eu-central',
        resourceVersion: 1,
      },
      spec: {},
      status: { state: expect.stringMatching(/pending|creating|active/) as string, resourceCount: 0 },
    });
    expect(answer.body.metadata).not.toHaveProperty('workspace');
    expect(answer.body).not.toHaveProperty('extensions');
  });

  test('an update answers 200; what the provider holds nothing for is active in it', async () => {
    await put(`${workspaces}/w`);
    await put(`${network}/internet-gateways/gw`);
    const answer = await put(`${network}/internet-gateways/gw`, { egressOnly: true });
    expect(answer.status).toBe(200);
    expect(answer.body.status.state).toBe('active');
    expect(answer.body.status.conditions.map((condition: { state: string }) => condition.state)).toEqual([
      'active',
      'updating',
      'active',
      'creating',
      'pending',
    ]);
    expect(answer.body.spec).toEqual({ egressOnly: true });
    expect(answer.body.metadata.resourceVersion).toBe(2);
  });

  test('an update of a network waits for it to be settled, and no longer than it may', async () => {
    await put(`${workspaces}/w`);
    await put(`${network}/networks/n`, networkSpec);
    const { uid } = (
      await gateway.dataSource.query(`SELECT uid FROM resource WHERE kind = 'network'`)
    )[0] as { uid: string };
    const unsettled = await put(`${network}/networks/n`, networkSpec);
    expect(unsettled.body.status.state).toBe('pending');
    const settle = `UPDATE resource SET observed_version = resource_version,
      status = jsonb_set(status, '{state}', '"active"') WHERE uid = $1`;
    const answer = put(`${network}/networks/n`, networkSpec);
    await expect
      .poll(async () => {
        const rows: { v: number }[] = await gateway.dataSource.query(
          'SELECT resource_version AS v FROM resource WHERE uid = $1',
          [uid],
        );
        return rows[0]?.v;
      })
      .toBe(3);
    await gateway.dataSource.query(settle, [uid]);
    await gateway.domain.jobs.announce([{ type: 'resource', uid } as never]);
    expect((await answer).body.status.state).toBe('active');
  });

  test('references come back byte for byte, whatever their spelling', async () => {
    await put(`${workspaces}/w`);
    for (const resource of [
      'hetzner-network',
      'skus/hetzner-network',
      'seca.network/v1/tenants/acme/skus/hetzner-network',
    ]) {
      const answer = await put(`${network}/networks/n`, { ...networkSpec, skuRef: { resource } });
      expect(answer.body.spec.skuRef).toEqual({ resource });
    }
    const text = await put(`${network}/networks/n`, { ...networkSpec, skuRef: 'skus/hetzner-network' });
    expect(text.body.spec.skuRef).toEqual({ resource: 'skus/hetzner-network' });
  });

  test('what a Go client sends is taken: nulls, zero times, empty enums, its own last answer', async () => {
    await put(`${workspaces}/w`);
    const zero = {
      metadata: {
        name: 'n',
        tenant: 'acme',
        workspace: 'w',
        region: '',
        kind: '',
        verb: 'GET',
        createdAt: '0001-01-01T00:00:00Z',
        resourceVersion: 0,
      },
      labels: null,
      annotations: null,
      extensions: null,
      status: { conditions: null, cidr: {} },
      spec: { ...networkSpec, additionalCidrs: null, cidr: { ipv4: '10.0.0.0/16', ipv6: '' } },
    };
    const created = await gateway.send('PUT', `${network}/networks/n`, zero);
    expect(created.status).toBe(201);
    expect(created.body.spec).toEqual({ cidr: { ipv4: '10.0.0.0/16' }, skuRef: networkSpec.skuRef });
    const again = await gateway.send('PUT', `${network}/networks/n`, created.body);
    expect(again.status).toBe(200);
  });

  test.each([{ spec: null }, { spec: {} }, {}])(
    'a workspace declares nothing, which a client may write as %j',
    async (body) => {
      const answer = await gateway.send('PUT', `${workspaces}/w`, body);
      expect(answer.status).toBe(201);
      expect(answer.body.spec).toEqual({});
    },
  );

  test('what has to be declared cannot be left out', async () => {
    await put(`${workspaces}/w`);
    for (const body of [{ spec: null }, {}]) {
      expect((await gateway.send('PUT', `${network}/networks/n`, body)).status).toBe(412);
    }
  });
});

describe('GET and LIST', () => {
  test('each kind of the path answers with its own metadata and status', async () => {
    await putPath();
    const expected = [
      [`${workspaces}/w`, 'workspace', { resourceCount: 7 }],
      [`${network}/networks/n`, 'network', { cidr: { ipv4: '10.0.0.0/16' } }],
      [`${network}/internet-gateways/gw`, 'internet-gateway', {}],
      [`${network}/networks/n/route-tables/rt`, 'routing-table', { routes: [{ state: 'pending' }] }],
      [`${network}/networks/n/subnets/s`, 'subnet', { cidr: { ipv4: '10.0.1.0/24' } }],
      [`${network}/nics/nic`, 'nic', { addresses: ['10.0.1.1'] }],
      ['/seca.storage/v1/tenants/acme/workspaces/w/block-storages/boot', 'block-storage', { sizeGB: 20 }],
      [
        '/seca.compute/v1/tenants/acme/workspaces/w/instances/vm',
        'instance',
        { powerState: 'off', powerStateSince: null },
      ],
    ] as const;
    for (const [path, kind, status] of expected) {
      const answer = await gateway.send('GET', path);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ metadata: { kind, verb: 'GET' }, status });
      expect(answer.body.status.conditions.length).toBeGreaterThan(0);
      const list = await gateway.send('GET', path.slice(0, path.lastIndexOf('/')));
      expect(list.body.items).toHaveLength(1);
      expect(list.body.metadata).toMatchObject({ verb: 'GET' });
      expect(list.body.metadata).not.toHaveProperty('skipToken');
    }
    const tables = await gateway.send('GET', `${network}/networks/n/route-tables`);
    expect(tables.body.metadata).toEqual({
      provider: 'seca.network/v1',
      resource: 'networks/n/route-tables',
      verb: 'GET',
    });
  });

  test('pages end without a token; the token of a page leads to the next', async () => {
    for (const name of ['a', 'b', 'c']) await put(`${workspaces}/${name}`);
    const names: string[] = [];
    let query = '?limit=1';
    for (;;) {
      const { body } = await gateway.send('GET', `${workspaces}${query}`);
      names.push(...body.items.map((item: { metadata: { name: string } }) => item.metadata.name));
      if (!('skipToken' in body.metadata)) break;
      query = `?limit=1&skipToken=${body.metadata.skipToken}`;
    }
    expect(names).toEqual(['a', 'b', 'c']);
  });

  test('labels select, deleting resources show only when asked for', async () => {
    await put(`${workspaces}/w`);
    await put(`${network}/networks/a`, networkSpec, { labels: { env: 'x' } });
    await put(`${network}/networks/b`, networkSpec);
    await gateway.send('DELETE', `${network}/networks/b`);
    const names = async (query: string, accept = 'application/json') => {
      const { body } = await gateway.send('GET', `${network}/networks${query}`, undefined, { accept });
      return body.items.map((item: { metadata: { name: string } }) => item.metadata.name);
    };
    expect(await names('')).toEqual(['a']);
    expect(await names('?labels=env%3Dx')).toEqual(['a']);
    expect(await names('?labels=env%3Dy')).toEqual([]);
    expect(await names('', 'application/json; deleted=true')).toEqual(['a', 'b']);
    expect(await names('', 'text/html, application/json;deleted=only')).toEqual(['b']);
  });
});

describe('DELETE and actions', () => {
  test('202 without a body, again while deleting, 404 when gone', async () => {
    await put(`${workspaces}/w`);
    await put(`${network}/networks/n`, networkSpec);
    const answer = await gateway.send('DELETE', `${network}/networks/n`);
    expect([answer.status, answer.body]).toEqual([202, '']);
    expect((await gateway.send('DELETE', `${network}/networks/n`)).status).toBe(202);
    const { body } = await gateway.send('GET', `${network}/networks/n`);
    expect(body).toMatchObject({
      status: { state: 'deleting' },
      metadata: { deletedAt: expect.any(String) as string },
    });
    await gateway.send('DELETE', `${network}/internet-gateways/none`);
    expect((await gateway.send('DELETE', `${network}/internet-gateways/none`)).status).toBe(404);
  });

  test('start, stop and restart answer 202, and 412 in the wrong state', async () => {
    await putPath();
    const vm = '/seca.compute/v1/tenants/acme/workspaces/w/instances/vm';
    expect((await gateway.send('POST', `${vm}/stop`)).status).toBe(412);
    expect((await gateway.send('POST', `${vm}/start`)).status).toBe(202);
    const again = await gateway.send('POST', `${vm}/start`);
    expect(again.status).toBe(412);
    expect(again.body.type).toBe('http://secapi.cloud/errors/resource-conflict');
    expect((await gateway.send('POST', `${vm}/restart`)).status).toBe(202);
    expect((await gateway.send('POST', `${vm}/stop`)).status).toBe(202);
    expect((await gateway.send('POST', `${vm}/restart`)).status).toBe(412);
  });

  test('if-unmodified-since holds back a write that was made for another version', async () => {
    await put(`${workspaces}/w`);
    const stale = { 'if-unmodified-since': '7' };
    expect((await gateway.send('PUT', `${workspaces}/w`, { spec: {} }, stale)).status).toBe(412);
    expect((await gateway.send('DELETE', `${workspaces}/w`, undefined, stale)).status).toBe(412);
    const date = { 'if-unmodified-since': 'Wed, 21 Oct 2026 07:28:00 GMT' };
    expect((await gateway.send('DELETE', `${workspaces}/w`, undefined, date)).status).toBe(400);
    expect(
      (await gateway.send('DELETE', `${workspaces}/w`, undefined, { 'if-unmodified-since': '1' })).status,
    ).toBe(202);
  });
});

describe('discovery', () => {
  test('the wellknown document needs no token and names what works', async () => {
    for (const path of ['/.wellknown/secapi', '/.well-known/secapi']) {
      const answer = await gateway.send('GET', path, undefined, { authorization: '' });
      expect(answer.body).toEqual({
        version: 'v1',
        endpoints: [
          { provider: 'seca.region/v1', url: 'https://api.example.test/providers/seca.region' },
          { provider: 'seca.authorization/v1', url: 'https://api.example.test/providers/seca.authorization' },
        ],
      });
    }
  });

  test('a region tells its zones and the base of each regional API, without version', async () => {
    const { body } = await gateway.send('GET', '/seca.region/v1/regions/eu-central');
    expect(body.spec.availableZones).toEqual(['fsn1', 'nbg1', 'hel1']);
    expect(body.spec.providers).toContainEqual({
      name: 'seca.network',
      version: 'v1',
      url: 'https://api.example.test/regions/eu-central/providers/seca.network',
    });
    const list = await gateway.send('GET', '/seca.region/v1/regions');
    expect(list.body.items[0].metadata.name).toBe('eu-central');
    expect(list.body.metadata).toEqual({ provider: 'seca.region/v1', resource: 'regions', verb: 'GET' });
  });

  test('both forms of the base path lead to the same resources, an unknown region to none', async () => {
    await put(`${workspaces}/w`);
    const other = await gateway.send('GET', `/regions/eu-central/providers${workspaces}/w`);
    expect(other.body.metadata.name).toBe('w');
    expect((await gateway.send('GET', `/regions/nowhere/providers${workspaces}/w`)).status).toBe(404);
  });

  test('SKUs are shown under each tenant, can be selected and paged', async () => {
    const skus = '/seca.compute/v1/tenants/acme/skus';
    const { body } = await gateway.send('GET', skus);
    expect(body.items.map((sku: { metadata: { ref: string } }) => sku.metadata.ref)).toEqual([
      'seca.compute/v1/tenants/acme/skus/cx23',
      'seca.compute/v1/tenants/acme/skus/cx33',
    ]);
    const page = await gateway.send('GET', `${skus}?limit=1`);
    const next = await gateway.send('GET', `${skus}?limit=1&skipToken=${page.body.metadata.skipToken}`);
    expect(next.body.items[0].metadata.name).toBe('cx33');
    expect(next.body.metadata).not.toHaveProperty('skipToken');
    expect((await gateway.send('GET', `${skus}/cx23`)).body).toMatchObject({
      metadata: { region: 'eu-central' },
      spec: { vCPU: 2 },
    });
    expect((await gateway.send('GET', `${skus}/none`)).status).toBe(404);
    expect((await gateway.send('GET', skus, undefined, {})).status).toBe(200);
  });
});
