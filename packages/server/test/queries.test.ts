import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { put, putPath } from '@seca-hetzner/domain/testing';
import { startAdmin, type TestAdmin } from './support/admin.js';

let admin: TestAdmin;

beforeAll(async () => {
  admin = await startAdmin();
});
afterAll(() => admin.close());
beforeEach(async () => {
  await admin.dataSource.query('TRUNCATE resource CASCADE');
});

const where = '(tenant: "acme", region: "eu-central", workspace: "w", name: "n")';

describe('a network', () => {
  test('is shown with everything in it: what was asked for, and how far it is true', async () => {
    await putPath(admin.domain, admin.caller);
    const { body } = await admin.query(`{ network${where} {
      name ref cidr state intent providerObject { id }
      subnets { name cidr routeTable isPresent state }
      routeTables { name routes { destination target state } }
      internetGateways { name egressOnly natVm { status } }
      instances { name desiredPower powerState }
      lastRun { id }
    } }`);
    expect(body).toEqual({
      data: {
        network: {
          name: 'n',
          ref: 'seca.network/v1/tenants/acme/workspaces/w/networks/n',
          cidr: '10.0.0.0/16',
          state: 'pending',
          intent: { cidr: { ipv4: '10.0.0.0/16' }, skuRef: { resource: 'skus/hetzner-network' } },
          providerObject: null,
          subnets: [
            {
              name: 's',
              cidr: '10.0.1.0/24',
              routeTable: 'route-tables/rt',
              isPresent: false,
              state: 'pending',
            },
          ],
          routeTables: [
            {
              name: 'rt',
              routes: [{ destination: '0.0.0.0/0', target: 'internet-gateways/gw', state: 'pending' }],
            },
          ],
          internetGateways: [{ name: 'gw', egressOnly: false, natVm: null }],
          instances: [{ name: 'vm', desiredPower: 'off', powerState: 'off' }],
          lastRun: null,
        },
      },
    });
  });

  test('that does not exist is null, not an error', async () => {
    expect((await admin.query(`{ network${where} { name } }`)).body).toEqual({ data: { network: null } });
  });

  test('is listed for its tenant and for all, and not for another', async () => {
    await putPath(admin.domain, admin.caller, 'n');
    const names = async (filter: string) => {
      const { body } = await admin.query(`{ networks${filter} { name } }`);
      return (body.data.networks as { name: string }[]).map(({ name }) => name);
    };
    expect(await names('')).toEqual(['n']);
    expect(await names('(tenant: "acme")')).toEqual(['n']);
    expect(await names('(tenant: "other")')).toEqual([]);
  });
});

describe('an instance', () => {
  test('shows each hop of its way out; what nobody has looked at is not claimed', async () => {
    await putPath(admin.domain, admin.caller);
    const { body } = await admin.query(
      `{ instance(tenant: "acme", region: "eu-central", workspace: "w", name: "vm") {
        nics { name network subnet isAttached } wayOut { name state message evidence } } }`,
    );
    const { nics, wayOut } = body.data.instance as {
      nics: object[];
      wayOut: { name: string; state: string; message: string }[];
    };
    expect(nics).toEqual([{ name: 'nic', network: 'n', subnet: 's', isAttached: false }]);
    expect(wayOut.map(({ name }) => name)).toEqual([
      'instance',
      'guest-bootstrap',
      'nic',
      'subnet',
      'route-table',
      'route',
      'nat-vm',
      'gateway-configuration',
      'forwarding',
      'public-ip',
    ]);
    const claimed = wayOut.filter(({ state }) => state === 'ok' || state === 'assumed');
    expect(claimed.map(({ name }) => name)).toEqual(['route-table']);
    expect(wayOut.every(({ message }) => message.length > 0)).toBe(true);
  });

  test('without a way out has the first obstacle named, with a code and what to do', async () => {
    await putPath(admin.domain, admin.caller);
    const explain = (name: string) =>
      admin.query(`{ explainEgress(tenant: "acme", region: "eu-central", workspace: "w", instance: "${name}") {
        isOpen obstacle { name state code fix } hops { name } } }`);
    const { body } = await explain('vm');
    expect(body.data.explainEgress).toMatchObject({
      isOpen: false,
      obstacle: { name: 'instance', state: 'waiting', code: 'INSTANCE_NOT_MADE', fix: expect.any(String) },
    });
    expect(body.data.explainEgress.hops).toHaveLength(10);
    expect((await explain('nobody')).body).toEqual({ data: { explainEgress: null } });
  });

  test('never shows its user data', async () => {
    await putPath(admin.domain, admin.caller, 'boot');
    const secret = '#!/bin/sh\necho top-secret\n';
    await put(admin.domain, admin.caller, 'instance', 'vm', {
      spec: { userData: secret, primaryNicRef: undefined },
    });
    const { body } = await admin.query(
      `{ instance(tenant: "acme", region: "eu-central", workspace: "w", name: "vm") { intent } }`,
    );
    expect(body.data.instance.intent.userData).toMatch(
      new RegExp(`^${secret.length} bytes, sha256 [0-9a-f]{16}`),
    );
    expect(JSON.stringify(body)).not.toContain('top-secret');
  });
});

describe('a query that cannot be answered', () => {
  test.each([
    ['unknown fields', '{ network { name } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['broken syntax', '{ networks {', 'GRAPHQL_PARSE_FAILED'],
  ])('%s are told by a code that scripts can rely on', async (_what, query, code) => {
    const { status, body } = await admin.query(query);
    expect(status).toBe(400);
    expect(body.errors[0].extensions.code).toBe(code);
    expect(JSON.stringify(body)).not.toContain('stacktrace');
  });

  test('a fault of ours shows nothing of itself', async () => {
    await admin.dataSource.query('ALTER TABLE resource RENAME TO resource_away');
    try {
      const { body } = await admin.query('{ networks { name } }');
      expect(body.errors).toEqual([
        expect.objectContaining({
          message: 'the query could not be answered',
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) },
        }),
      ]);
      expect(JSON.stringify(body)).not.toContain('resource');
    } finally {
      await admin.dataSource.query('ALTER TABLE resource_away RENAME TO resource');
    }
  });

  test.each([
    ['tenant', '53100', 200, 'the database has no room left'],
    ['tenant', '53300', 200, 'the database is too busy at the moment'],
    ['api_token', '57P01', 503, 'the database cannot be reached at the moment'],
  ])('trouble with table %s, %s, is told as what it is', async (table, sqlState, status, message) => {
    const { dataSource } = admin;
    await dataSource.query(
      `CREATE FUNCTION refuse() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '${sqlState}'; END $$`,
    );
    await dataSource.query(`ALTER TABLE ${table} RENAME TO away`);
    await dataSource.query(`CREATE VIEW ${table} AS SELECT * FROM away WHERE refuse()`);
    try {
      const answer = await admin.query('{ tenants { name } }');
      expect(answer.status).toBe(status);
      expect(answer.body.errors).toEqual([
        expect.objectContaining({
          message,
          extensions: { code: 'UNAVAILABLE', requestId: expect.any(String) },
        }),
      ]);
    } finally {
      await dataSource.query(`DROP VIEW ${table}`);
      await dataSource.query(`ALTER TABLE away RENAME TO ${table}`);
      await dataSource.query('DROP FUNCTION refuse');
    }
  });

  test('a body over 1 MiB is refused', async () => {
    const { status } = await admin.query(`{ networks { name } } # ${'x'.repeat(1_100_000)}`);
    expect(status).toBe(413);
  });
});

test('queries are counted by their first field', async () => {
  await admin.query('{ networks { name } }');
  await admin.query('{ nothing }');
  const metrics = await admin.metrics.metrics();
  expect(metrics).toMatch(/seca_admin_query_duration_seconds_count\{field="networks",outcome="done"\} [1-9]/);
  expect(metrics).toMatch(
    /seca_admin_query_duration_seconds_count\{field="invalid",outcome="failed"\} [1-9]/,
  );
  expect(metrics).not.toContain('field="nothing"');
});

describe('an internet gateway', () => {
  const at = (name: string) => `(tenant: "acme", region: "eu-central", workspace: "w", name: "${name}")`;

  test('is shown with the networks that lead to it, each with its VM there', async () => {
    await putPath(admin.domain, admin.caller);
    const { body } = await admin.query(
      `{ internetGateway${at('gw')} { name ref extensions networks { name internetGateways { name natVm { status } } } } }`,
    );
    expect(body.data.internetGateway).toEqual({
      name: 'gw',
      ref: 'seca.network/v1/tenants/acme/workspaces/w/internet-gateways/gw',
      extensions: {},
      networks: [{ name: 'n', internetGateways: [{ name: 'gw', natVm: null }] }],
    });
  });

  test('that does not exist is null, not an error', async () => {
    const { body } = await admin.query(`{ internetGateway${at('nobody')} { name } }`);
    expect(body).toEqual({ data: { internetGateway: null } });
  });
});
