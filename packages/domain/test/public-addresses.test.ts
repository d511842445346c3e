import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ValidationError } from '../src/errors.js';
import { findDueUnits } from '../src/jobs/schedule.repository.js';
import { inTransaction } from '../src/persistence/transaction.js';
import { removeResource } from '../src/resource/remove-resource.js';
import { findResource } from '../src/resource/resource.repository.js';
import { createTestWorld, identityOf, put, putPath, type TestWorld } from '../src/testing/index.js';

let suite: TestWorld;
let strict: TestWorld;
let lenient: TestWorld;

beforeAll(async () => {
  [suite, strict, lenient] = await Promise.all([
    createTestWorld(),
    createTestWorld({ settings: { compatibility: 'spec' } }),
    createTestWorld({ settings: { danglingReferences: 'accept' } }),
  ]);
});
afterAll(() => Promise.all([suite, strict, lenient].map((world) => world.close())));
beforeEach(async () => {
  for (const { dataSource } of [suite, strict, lenient]) await dataSource.query('TRUNCATE resource CASCADE');
});

async function faultsOf(action: Promise<unknown>): Promise<string[]> {
  const error = await action.catch((reason: unknown) => reason);
  if (!(error instanceof ValidationError)) throw new Error(`not a ValidationError: ${String(error)}`);
  return error.faults.map((fault) => fault.pointer);
}

const refs = (...names: string[]) => ({
  publicIpRefs: names.map((name) => ({ resource: `public-ips/${name}` })),
});
const nicOf = ({ domain, caller }: TestWorld, name: string, spec: object = {}) =>
  put(domain, caller, 'nic', name, { spec });
const stored = ({ dataSource }: TestWorld, name: string) =>
  findResource(dataSource.manager, identityOf('nic', name));
const remove = (world: TestWorld, kind: 'nic' | 'public-ip', name: string) =>
  inTransaction(world.domain.dataSource, async (transaction) => {
    const resource = await findResource(transaction.manager, identityOf(kind, name));
    if (resource) await removeResource(world.domain, transaction, resource);
  });

describe('a public IP', () => {
  test.each([
    [{ version: 'IPv5' }, '/spec/version'],
    [{ version: 'IPv4', address: '1'.repeat(40) }, '/spec/address'],
    [{ version: 'IPv4', address: '1.2.3' }, '/spec/address'],
    [{ version: 'IPv4', address: '2001:db8::1' }, '/spec/address'],
    [{ version: 'IPv6', address: '192.0.2.1' }, '/spec/address'],
  ])('%j is refused', async (spec, pointer) => {
    await put(suite.domain, suite.caller, 'workspace', 'w');
    expect(await faultsOf(put(suite.domain, suite.caller, 'public-ip', 'p', { spec }))).toEqual([pointer]);
  });

  test('its address is a wish that two may have and that may change; under spec it is fixed', async () => {
    for (const { domain, caller } of [suite, strict]) {
      await put(domain, caller, 'workspace', 'w');
      for (const name of ['a', 'b'])
        await put(domain, caller, 'public-ip', name, { spec: { address: '192.0.2.1' } });
    }
    const other = { spec: { address: '192.0.2.2' } };
    expect((await put(suite.domain, suite.caller, 'public-ip', 'a', other)).spec.address).toBe('192.0.2.2');
    expect(await faultsOf(put(strict.domain, strict.caller, 'public-ip', 'a', other))).toEqual([
      '/spec/address',
    ]);
    const version = { spec: { version: 'IPv6', address: '' } };
    expect(await faultsOf(put(suite.domain, suite.caller, 'public-ip', 'a', version))).toEqual([
      '/spec/version',
    ]);
  });

  test('is a unit of its own, due when written', async () => {
    await put(suite.domain, suite.caller, 'workspace', 'w');
    const { uid } = await put(suite.domain, suite.caller, 'public-ip', 'p');
    expect(await findDueUnits(suite.dataSource.manager, 10)).toContainEqual({ type: 'public-ip', uid });
  });
});

describe('a NIC with public IPs', () => {
  test('shows them as its own, and shows none where it names none', async () => {
    await putPath(suite.domain, suite.caller, 's');
    await put(suite.domain, suite.caller, 'public-ip', 'p');
    const nic = await nicOf(suite, 'a', refs('p'));
    expect(nic.spec.publicIpRefs).toEqual(refs('p').publicIpRefs);
    expect(nic.status.publicIpRefs).toEqual(refs('p').publicIpRefs);
    const plain = await nicOf(suite, 'b');
    expect([plain.spec, plain.status].some((part) => 'publicIpRefs' in part)).toBe(false);
  });

  test.each([
    ['17 of them', refs(...Array.from({ length: 17 }, (_, index) => `p${index}`)), '/spec/publicIpRefs'],
    ['one that does not exist', refs('none'), '/spec/publicIpRefs/0/resource'],
    ['one twice', refs('p', 'p'), '/spec/publicIpRefs/1'],
    [
      'a group that does not exist',
      { securityGroupRefs: [{ resource: 'security-groups/none' }] },
      '/spec/securityGroupRefs/0/resource',
    ],
  ])('%s: refused', async (_what, spec, pointer) => {
    await putPath(suite.domain, suite.caller, 's');
    await put(suite.domain, suite.caller, 'public-ip', 'p');
    expect(await faultsOf(nicOf(suite, 'a', spec))).toEqual([pointer]);
  });

  test('refuses what lies in another workspace', async () => {
    const { domain, caller } = suite;
    await putPath(domain, caller, 's');
    await put(domain, caller, 'workspace', 'other');
    const there = { identity: { workspace: 'other' } };
    await put(domain, caller, 'public-ip', 'p', there);
    await put(domain, caller, 'security-group', 'g', there);
    const spec = {
      publicIpRefs: [{ resource: 'workspaces/other/public-ips/p' }],
      securityGroupRefs: [{ resource: 'workspaces/other/security-groups/g' }],
    };
    expect(await faultsOf(nicOf(suite, 'a', spec))).toEqual([
      '/spec/publicIpRefs/0',
      '/spec/securityGroupRefs/0',
    ]);
  });

  test('the second NIC of one public IP waits and names the first, until that lets go', async () => {
    await putPath(suite.domain, suite.caller, 's');
    await put(suite.domain, suite.caller, 'public-ip', 'p');
    await nicOf(suite, 'first', refs('p'));
    const second = await nicOf(suite, 'second', refs('p'));
    expect(second.status.state).toBe('pending');
    expect(second.status.conditions[0]?.message).toBe("Waiting: public IP 'p' is the one of NIC 'first'");
    expect(second.status.publicIpRefs).toBeUndefined();
    await nicOf(suite, 'first');
    expect((await stored(suite, 'second'))?.status).toMatchObject({ state: 'active', ...refs('p') });
  });

  test('keeps the address that it was given when a public IP that it names comes and goes', async () => {
    await putPath(lenient.domain, lenient.caller, 's');
    await nicOf(lenient, 'first');
    const nic = await nicOf(lenient, 'a', refs('p'));
    await remove(lenient, 'nic', 'first');
    await put(lenient.domain, lenient.caller, 'public-ip', 'p');
    expect((await stored(lenient, 'a'))?.status).toMatchObject({
      addresses: nic.status.addresses,
      ...refs('p'),
    });
    await remove(lenient, 'public-ip', 'p');
    expect((await stored(lenient, 'a'))?.status.addresses).toEqual(nic.status.addresses);
  });

  test('under spec the second NIC is refused, unless the first is being removed', async () => {
    await putPath(strict.domain, strict.caller, 's');
    await put(strict.domain, strict.caller, 'public-ip', 'p');
    await nicOf(strict, 'first', refs('p'));
    expect(await faultsOf(nicOf(strict, 'second', refs('p')))).toEqual(['/spec/publicIpRefs/0']);
    await strict.dataSource.query(`UPDATE resource SET deleted_at = now() WHERE name = 'first'`);
    expect((await nicOf(strict, 'second', refs('p'))).status.state).toBe('pending');
    await remove(strict, 'nic', 'first');
    expect((await stored(strict, 'second'))?.status).toMatchObject({ state: 'active', ...refs('p') });
  });

  test('where references may dangle, it is active, says what is missing, and gets it later', async () => {
    await putPath(lenient.domain, lenient.caller, 's');
    const nic = await nicOf(lenient, 'a', refs('p'));
    expect(nic.status).toMatchObject({ state: 'active' });
    expect(nic.status.publicIpRefs).toBeUndefined();
    expect(nic.status.conditions[0]?.message).toContain("there is no public IP 'public-ips/p'");
    await put(lenient.domain, lenient.caller, 'public-ip', 'p');
    const after = await stored(lenient, 'a');
    expect(after?.status.publicIpRefs).toEqual(refs('p').publicIpRefs);
    expect(after?.status.conditions[0]).not.toHaveProperty('message');
    expect(after?.status.conditions.map(({ state }) => state)).toEqual(['active', 'creating', 'pending']);
    await remove(lenient, 'public-ip', 'p');
    expect((await stored(lenient, 'a'))?.status.publicIpRefs).toBeUndefined();
  });
});
