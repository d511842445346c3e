import { afterAll, beforeAll, expect, test } from 'vitest';
import { bindConnection, createTokenCipher, deleteResource, ensureTenant } from '@seca-hetzner/domain';
import { identityOf, put, putPath } from '@seca-hetzner/domain/testing';
import { countingStatements } from './support/statements.js';
import { startAdmin, type TestAdmin } from './support/admin.js';

let admin: TestAdmin;
const operator = { type: 'operator', subject: 'test', role: 'admin', source: 'admin' } as const;

/** Two connections of one tenant, whose workspace lives in the first; another tenant has nothing. */
beforeAll(async () => {
  admin = await startAdmin();
  const { domain, caller } = admin;
  const cipher = createTokenCipher(Buffer.alloc(32, 1).toString('base64'));
  for (const tenant of ['acme', 'blue']) await ensureTenant(domain, operator, tenant);
  for (const name of ['first', 'second']) {
    const endpoint = 'http://127.0.0.1:1/v1';
    const made = { tenant: 'acme', name, provider: 'hetzner', endpoint, token: name, mode: 'live' } as const;
    await bindConnection(domain, operator, cipher, made);
  }
  await putPath(domain, caller);
});
afterAll(() => admin.close());

const COSTS = '{ tenants { name costPerMonthEur } providerConnections { name costPerMonthEur } }';

async function costs(): Promise<Record<string, number>> {
  const { body } = await admin.query(COSTS);
  expect(body.errors).toBeUndefined();
  const all: { name: string; costPerMonthEur: number }[] = [
    ...body.data.tenants,
    ...body.data.providerConnections,
  ];
  return Object.fromEntries(all.map(({ name, costPerMonthEur }) => [name, costPerMonthEur]));
}

test('a tenant and its connection cost an instance and the NAT VM of its way out; a boot volume comes with the instance', async () => {
  expect(await costs()).toEqual({ acme: 15, blue: 0, first: 15, second: 0 });
});

test('volumes and addresses count by size and number, and no more when they are deleted', async () => {
  const { domain, caller } = admin;
  await put(domain, caller, 'block-storage', 'data', { spec: { sizeGB: 50 } });
  for (const name of ['one', 'two']) await put(domain, caller, 'public-ip', name);
  expect(await costs()).toMatchObject({ acme: 22, first: 22 });
  await deleteResource(domain, caller, identityOf('public-ip', 'two'));
  await deleteResource(domain, caller, identityOf('instance', 'vm'));
  // The boot volume is one like any other now: 20 GB.
  expect(await costs()).toMatchObject({ acme: 8, first: 8 });
});

test('what is in a workspace without a connection costs its tenant alone, and each connection has its own part', async () => {
  const { domain, caller, dataSource } = admin;
  const moveTo = (connection: string): Promise<unknown> =>
    dataSource.query(
      `UPDATE resource SET connection_id = (SELECT id FROM provider_connection WHERE name = $1)
        WHERE kind = 'workspace' AND name = 'other'`,
      [connection],
    );
  const { acme = 0, ...others } = await costs();
  await put(domain, caller, 'workspace', 'other');
  await put(domain, caller, 'public-ip', 'far', { identity: { workspace: 'other' } });
  await moveTo('none');
  expect(await costs()).toEqual({ ...others, acme: acme + 1 });
  await moveTo('second');
  expect(await costs()).toEqual({ ...others, acme: acme + 1, second: 1 });
});

test.each(['tenants', 'providerConnections'])(
  'however many things and %s there are, they are priced with two statements',
  async (list) => {
    const { domain, caller, dataSource } = admin;
    const ask = (fields: string) =>
      countingStatements(dataSource, () => admin.query(`{ ${list} { ${fields} } }`));
    for (const sku of ['cx23', 'cx33']) {
      const name = `${list.toLowerCase()}-${sku}`;
      await put(domain, caller, 'nic', `nic-${name}`);
      await put(domain, caller, 'block-storage', `boot-${name}`);
      const bootVolume = { deviceRef: { resource: `block-storages/boot-${name}` } };
      const primaryNicRef = { resource: `nics/nic-${name}` };
      const spec = { bootVolume, primaryNicRef, skuRef: { resource: `skus/${sku}` } };
      await put(domain, caller, 'instance', `vm-${name}`, { spec });
    }
    const without = await ask('name');
    const priced = await ask('name costPerMonthEur');
    expect(priced.result.body.data[list].length).toBeGreaterThan(1);
    expect(priced.statements).toHaveLength(without.statements.length + 2);
  },
);
