import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EntityManager, Offer } from '@seca-hetzner/domain';
import { startGateway, type TestGateway } from './support/gateway.js';

const offers = ['eu-central', 'us-east'].flatMap((region): Offer[] =>
  [
    { kind: 'region' as const, name: region, spec: { availableZones: [`${region}-1`] } },
    { kind: 'instance-sku' as const, name: 'cx23', spec: { vCPU: 2, ram: 4 } },
    { kind: 'network-sku' as const, name: 'plain', spec: { bandwidth: 1, packets: 1 } },
    {
      kind: 'storage-sku' as const,
      name: 'disk',
      spec: { iops: 1, minVolumeSize: 1, type: 'remote-durable' },
    },
  ].map((offer) => ({ region, labels: { tier: '1' }, annotations: {}, providerData: {}, ...offer }) as Offer),
);

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({ offers });
});
afterAll(() => gateway.close());
beforeEach(async () => {
  await gateway.dataSource.query('TRUNCATE resource CASCADE');
});

const workspaces = '/seca.workspace/v1/tenants/acme/workspaces';
const instances = '/seca.compute/v1/tenants/acme/workspaces/w/instances';
const networks = '/seca.network/v1/tenants/acme/workspaces/w/networks';
const skus = '/seca.compute/v1/tenants/acme/skus';
const regions = '/seca.region/v1/regions';

interface Listed {
  items: { metadata: { name: string } }[];
  metadata: { skipToken?: string };
}

async function namesOf(path: string, accept = 'application/json'): Promise<string[]> {
  const { status, body } = await gateway.send('GET', path, undefined, { accept });
  expect(status).toBe(200);
  return (body as Listed).items.map(({ metadata }) => metadata.name);
}

describe('several regions', () => {
  test('a name can be taken once in each region; the plain prefix is the default region', async () => {
    await gateway.send('PUT', `/regions/us-east/providers${workspaces}/w`, { spec: {} });
    expect((await gateway.send('GET', `${workspaces}/w`)).status).toBe(404);
    expect(await namesOf(workspaces)).toEqual([]);
    const plain = await gateway.send('PUT', `${workspaces}/w`, { spec: {} });
    expect([plain.status, plain.body.metadata.region]).toEqual([201, 'eu-central']);
    const other = await gateway.send('GET', `/regions/us-east/providers${workspaces}/w`);
    expect([other.body.metadata.region, other.body.metadata.ref]).toEqual([
      'us-east',
      plain.body.metadata.ref,
    ]);
    await gateway.send('DELETE', `${workspaces}/w`);
    expect(await namesOf(`/regions/us-east/providers${workspaces}`)).toEqual(['w']);
  });

  test('a body that names another region than the endpoint is refused', async () => {
    const body = { spec: {}, metadata: { region: 'eu-central' } };
    const answer = await gateway.send('PUT', `/regions/us-east/providers${workspaces}/w`, body);
    expect([answer.status, answer.body.sources]).toEqual([
      412,
      [{ pointer: '/metadata/region', parameter: '' }],
    ]);
  });

  test('regions are paged with the default one first, and a region names its own endpoints', async () => {
    const first = await gateway.send('GET', `${regions}?limit=1`);
    expect(first.body.items[0].metadata.name).toBe('eu-central');
    const { skipToken } = (first.body as Listed).metadata;
    expect(await namesOf(`${regions}?limit=1&skipToken=${skipToken}`)).toEqual(['us-east']);
    expect(await namesOf(`${regions}?limit=2`)).toHaveLength(2);
    const { body } = await gateway.send('GET', `${regions}/us-east`);
    expect(body.spec.providers.map(({ url }: { url: string }) => url)).toContain(
      'https://api.example.test/regions/us-east/providers/seca.compute',
    );
    expect((await gateway.send('GET', `${regions}/none`)).status).toBe(404);
  });
});

describe('lists', () => {
  test('take the whole selector grammar, and one page after another finds each match once', async () => {
    for (let tier = 0; tier < 7; tier++) {
      const labels = { tier: `${tier}`, env: tier % 2 ? 'prod' : 'test', 'team:name': `t${tier}` };
      await gateway.send('PUT', `${workspaces}/w${tier}`, { spec: {}, labels });
    }
    const select = (selector: string) => namesOf(`${workspaces}?labels=${encodeURIComponent(selector)}`);
    expect(await select('env in (prod, other),tier>=3')).toEqual(['w3', 'w5']);
    expect(await select('env notin (prod)')).toEqual(['w0', 'w2', 'w4', 'w6']);
    expect(await select('env!=prod,tier<3')).toEqual(['w0', 'w2']);
    expect(await select('team:name=t1')).toEqual(['w1']);
    expect(await select('*nv=*ro*,tier<=1')).toEqual(['w1']);
    expect(await select('missing')).toEqual([]);
    const found: string[] = [];
    let token: string | undefined;
    do {
      const query = `limit=2&labels=tier%3E0${token === undefined ? '' : `&skipToken=${token}`}`;
      const body = (await gateway.send('GET', `${workspaces}?${query}`)).body as Listed;
      found.push(...body.items.map(({ metadata }) => metadata.name));
      token = body.metadata.skipToken;
      expect(token).not.toBe('');
    } while (token !== undefined);
    expect(found).toEqual(['w1', 'w2', 'w3', 'w4', 'w5', 'w6']);
  });

  test('go on behind a name that has gone since the page before', async () => {
    for (const name of ['a', 'b', 'c']) await gateway.send('PUT', `${workspaces}/${name}`, { spec: {} });
    const { body } = await gateway.send('GET', `${workspaces}?limit=2`);
    await gateway.dataSource.query("DELETE FROM resource WHERE name = 'b'");
    expect(await namesOf(`${workspaces}?skipToken=${(body as Listed).metadata.skipToken}`)).toEqual(['c']);
  });

  test('of an unknown parent or tenant-wide kind are empty, never a 404', async () => {
    expect(await namesOf(instances)).toEqual([]);
    expect(await namesOf('/seca.network/v1/tenants/acme/workspaces/w/networks/n/subnets')).toEqual([]);
  });

  test.each(['limit=0', 'limit=10001', 'limit=1.5', 'limit=', 'labels=a%3Eb', 'skipToken=nothing'])(
    'of regions and SKUs refuse %s too',
    async (query) => {
      for (const path of [regions, skus]) {
        const answer = await gateway.send('GET', `${path}?${query}`);
        expect([answer.status, answer.body.sources[0].parameter]).toEqual([400, query.split('=')[0]]);
      }
    },
  );

  test('of SKUs and regions hold nothing that is being deleted', async () => {
    expect(await namesOf(`${skus}?labels=tier%3D1`)).toEqual(['cx23']);
    expect(await namesOf(skus, 'application/json; deleted=true')).toEqual(['cx23']);
    expect(await namesOf(skus, 'application/json; deleted=only')).toEqual([]);
    expect(await namesOf(regions, 'application/json; deleted=only')).toEqual([]);
  });
});

describe('Accept', () => {
  test.each([
    ['', ['alive']],
    ['*/*', ['alive']],
    ['application/*;q=0.8, text/html', ['alive']],
    ['application/json; charset=UTF-8', ['alive']],
    ['application/json;deleted=true', ['alive', 'dying']],
    ['APPLICATION/JSON ; Deleted=TRUE', ['alive', 'dying']],
    ['application/json; deleted="only"', ['dying']],
    ['*/*;q=0.1, application/json; deleted=only', ['dying']],
    ['application/json, application/json;deleted=only;q=0.5', ['alive']],
    ['application/json; deleted=true;q=0, application/json', ['alive']],
  ])('%j shows %j', async (accept, expected) => {
    const spec = { cidr: { ipv4: '10.0.0.0/16' }, skuRef: 'skus/plain' };
    await gateway.send('PUT', `${workspaces}/w`, { spec: {} });
    await gateway.send('PUT', `${networks}/alive`, { spec });
    await gateway.send('PUT', `${networks}/dying`, { spec });
    await gateway.send('DELETE', `${networks}/dying`);
    expect(await namesOf(networks, accept)).toEqual(expected);
    // One by one, what is deleting is found whatever is accepted.
    const dying = await gateway.send('GET', `${networks}/dying`, undefined, { accept });
    expect([dying.status, dying.body.status.state]).toEqual([200, 'deleting']);
  });

  test.each(['text/html', 'application/xml', 'application/json;q=0', 'application/json; deleted=maybe', ';'])(
    '%j is a 406',
    async (accept) => {
      const answer = await gateway.send('GET', workspaces, undefined, { accept });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        406,
        expect.stringContaining('application/problem+json'),
      ]);
    },
  );
});

describe('methods', () => {
  test.each([
    ['/.wellknown/secapi', 'POST', 'GET'],
    [regions, 'DELETE', 'GET'],
    [`${regions}/eu-central`, 'PUT', 'GET'],
    [skus, 'POST', 'GET'],
    [`${skus}/cx23`, 'DELETE', 'GET'],
    [workspaces, 'DELETE', 'GET'],
    [`${workspaces}/w`, 'POST', 'GET, PUT, DELETE'],
    [`${workspaces}/w`, 'OPTIONS', 'GET, PUT, DELETE'],
    [`${instances}/vm/start`, 'GET', 'POST'],
    [`${instances}/vm/restart`, 'PUT', 'POST'],
  ])('%s has no %s and says what it has', async (path, method, allow) => {
    const answer = await gateway.send(method, path);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
    expect(Object.keys(answer.body as object).toSorted()).toEqual([
      'detail',
      'instance',
      'meta',
      'sources',
      'status',
      'title',
      'type',
    ]);
  });

  test('HEAD is a GET without its body', async () => {
    const answer = await gateway.send('HEAD', workspaces);
    expect(answer.status).toBe(200);
    expect((await gateway.send('HEAD', `${workspaces}/none`)).status).toBe(404);
  });
});

describe('the body of a PUT', () => {
  const sendRaw = (body: Uint8Array | string, headers: Record<string, string>) =>
    fetch(`${gateway.url}/providers${workspaces}/w`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${gateway.token}`, ...headers },
      body,
    });

  test.each([
    ['plain', '{"spec":{}}', { 'content-type': 'application/json' }],
    ['with charset', '{"spec":{}}', { 'content-type': 'application/json; charset=utf-8' }],
    [
      'compressed',
      gzipSync('{"spec":{}}'),
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    ],
  ] as [string, string | Uint8Array, Record<string, string>][])('is taken %s', async (_, body, headers) => {
    expect((await sendRaw(body, headers)).status).toBe(201);
  });

  test.each([
    ['broken compression', 400, 'not gzip', { 'content-encoding': 'gzip' }],
    ['an unknown compression', 415, '{}', { 'content-encoding': 'snappy' }],
    ['an unknown charset', 415, '{}', { 'content-type': 'application/json; charset=klingon' }],
    ['a form', 415, 'spec=1', { 'content-type': 'application/x-www-form-urlencoded' }],
    [
      '1 MiB that was 1 kB',
      413,
      gzipSync(`{"spec":{"x":"${'x'.repeat(1_048_576)}"}}`),
      { 'content-encoding': 'gzip' },
    ],
  ] as [string, number, string | Uint8Array, Record<string, string>][])(
    'with %s is a %d as a problem document, and nothing is stored',
    async (_, status, body, headers) => {
      const answer = await sendRaw(body, { 'content-type': 'application/json', ...headers });
      const problem = (await answer.json()) as object;
      expect(answer.status).toBe(status);
      expect(problem).toMatchObject({
        status,
        type: 'http://secapi.cloud/errors/invalid-request',
        sources: [],
      });
      expect(await gateway.dataSource.query('SELECT 1 FROM resource')).toEqual([]);
    },
  );
});

describe('if-unmodified-since', () => {
  const start = () =>
    gateway.send('POST', `${instances}/vm/start`, undefined, { 'if-unmodified-since': '9' });

  test.each(['yesterday', '1.0', '-1', ' ', '1, 1', 'Wed, 21 Oct 2026 07:28:00 GMT'])(
    '%j is no version: a 400 for PUT, DELETE and actions alike',
    async (version) => {
      const headers = { 'if-unmodified-since': version };
      const answers = [
        await gateway.send('PUT', `${workspaces}/w`, { spec: {} }, headers),
        await gateway.send('DELETE', `${workspaces}/w`, undefined, headers),
        await gateway.send('POST', `${instances}/vm/start`, undefined, headers),
      ];
      for (const { status, body } of answers) {
        expect([status, body.sources]).toEqual([400, [{ pointer: '', parameter: 'if-unmodified-since' }]]);
      }
    },
  );

  test('another version is a 412 without effect for PUT, DELETE and actions; the right one passes', async () => {
    const disk = '/seca.storage/v1/tenants/acme/workspaces/w/block-storages/disk';
    await gateway.send('PUT', `${workspaces}/w`, { spec: {} });
    await gateway.send('PUT', disk, { spec: { sizeGB: 20, skuRef: 'skus/disk' } });
    const spec = {
      zone: 'eu-central-1',
      skuRef: 'skus/cx23',
      bootVolume: { deviceRef: 'block-storages/disk' },
    };
    expect((await gateway.send('PUT', `${instances}/vm`, { spec })).status).toBe(201);
    const stale = { 'if-unmodified-since': '9' };
    const answers = [
      await gateway.send('PUT', `${instances}/vm`, { spec }, stale),
      await gateway.send('DELETE', `${instances}/vm`, undefined, stale),
      await start(),
    ];
    for (const { status, body } of answers) {
      expect([status, body.type]).toEqual([412, 'http://secapi.cloud/errors/precondition-failed']);
    }
    const { body } = await gateway.send('GET', `${instances}/vm`);
    expect(body.metadata).toMatchObject({ resourceVersion: 1 });
    expect(body.metadata).not.toHaveProperty('deletedAt');
    const right = { 'if-unmodified-since': '1' };
    expect((await gateway.send('POST', `${instances}/vm/start`, undefined, right)).status).toBe(202);
  });

  test('a version of what does not exist is a 412', async () => {
    const answer = await gateway.send('PUT', `${workspaces}/w`, { spec: {} }, { 'if-unmodified-since': '1' });
    expect([answer.status, answer.body.type]).toEqual([
      412,
      'http://secapi.cloud/errors/precondition-failed',
    ]);
  });
});

test('who waits too long for what others hold is told to come back', async () => {
  await gateway.send('PUT', `${workspaces}/w`, { spec: {} });
  // Connections of the gateway's own pool, each of which waits for no more than a moment.
  const { dataSource } = gateway.domain;
  const inTransaction = dataSource.transaction.bind(dataSource);
  const holder = dataSource.createQueryRunner();
  await holder.startTransaction();
  await holder.query(`SELECT 1 FROM resource WHERE name = 'w' FOR UPDATE`);
  const hurried = vi.spyOn(dataSource, 'transaction').mockImplementation((async (
    isolation: 'READ COMMITTED',
    work: (manager: EntityManager) => Promise<unknown>,
  ) =>
    inTransaction(isolation, async (manager) => {
      await manager.query(`SET LOCAL statement_timeout = '50ms'`);
      return work(manager);
    })) as typeof dataSource.transaction);
  try {
    const answer = await gateway.send('PUT', `${workspaces}/w`, { spec: {} });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  } finally {
    hurried.mockRestore();
    await holder.rollbackTransaction();
    await holder.release();
  }
});

test.each([
  ['53100', 'the database has no room left'],
  ['53300', 'the database is too busy at the moment'],
  ['57P01', 'the database cannot be reached at the moment'],
])('trouble %s of the database is told as what it is, and nothing is half done', async (code, detail) => {
  const { dataSource } = gateway;
  await dataSource.query(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '${code}'; END $$`,
  );
  await dataSource.query(
    `CREATE TRIGGER refuse AFTER INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse()`,
  );
  try {
    const answer = await gateway.send('PUT', `${workspaces}/w`, { spec: {} });
    expect([answer.status, answer.body.detail, answer.headers.get('retry-after')]).toEqual([
      503,
      detail,
      '1',
    ]);
    expect((await gateway.send('GET', `${workspaces}/w`)).status).toBe(404);
  } finally {
    await dataSource.query(`DROP FUNCTION refuse CASCADE`);
  }
  expect((await gateway.send('PUT', `${workspaces}/w`, { spec: {} })).status).toBe(201);
});
