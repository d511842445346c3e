import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ValidationError } from '../src/errors.js';
import { findDueUnits } from '../src/jobs/schedule.repository.js';
import { createTestWorld, put, putPath, type TestWorld } from '../src/testing/index.js';

let world: TestWorld;

beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.dataSource.query('TRUNCATE resource CASCADE');
  await put(world.domain, world.caller, 'workspace', 'w');
});

async function faultsOf(action: Promise<unknown>): Promise<string[]> {
  const error = await action.catch((reason: unknown) => reason);
  if (!(error instanceof ValidationError)) throw new Error(`not a ValidationError: ${String(error)}`);
  return error.faults.map((fault) => fault.pointer);
}

const ingress = { direction: 'ingress' };
const group = (name: string, spec: object = {}) =>
  put(world.domain, world.caller, 'security-group', name, { spec: { rules: undefined, ...spec } });
const rule = (name: string, spec: object = {}) =>
  put(world.domain, world.caller, 'security-group-rule', name, { spec });
const sources = (...texts: string[]) => ({ sourceRef: texts.map((resource) => ({ resource })) });

describe('a rule', () => {
  test.each<[object, string]>([
    [{ direction: 'sideways' }, '/direction'],
    [{ version: 'IPv5' }, '/version'],
    [{ protocol: 'ftp' }, '/protocol'],
    [{ ports: { from: 65_536 } }, '/ports/from'],
    [{ ports: { to: 65_536 } }, '/ports/to'],
    [{ ports: {} }, '/ports'],
    [{ ports: { list: [] } }, '/ports'],
    [{ ports: { from: 9, to: 8 } }, '/ports'],
    [{ ports: { list: [65_536] } }, '/ports/list/0'],
    [{ ports: { list: [0] } }, '/ports/list/0'],
    [{ ports: { list: Array.from({ length: 101 }, () => 1) } }, '/ports/list'],
    [{ protocol: 'icmp', icmp: { type: 9 } }, '/icmp/type'],
    [{ protocol: 'icmp', icmp: { code: 6 } }, '/icmp/code'],
    [{ protocol: 'tcp', icmp: { type: 8 } }, '/icmp'],
    [{ protocol: 'icmp', ports: { from: 1 } }, '/ports'],
    [{ annotations: { a: 'x'.repeat(1025) } }, '/annotations/a'],
    [sources(...Array.from({ length: 33 }, () => '192.0.2.1')), '/sourceRef'],
    [sources('192.0.2.300'), '/sourceRef/0/resource'],
    [sources('192.0.2.1/24'), '/sourceRef/0/resource'],
    [{ version: 'IPv6', ...sources('192.0.2.1') }, '/sourceRef/0/resource'],
    [sources('instances/none'), '/sourceRef/0/resource'],
    [sources('internet-gateways/none'), '/sourceRef/0/resource'],
    [sources('security-groups/none'), '/sourceRef/0/resource'],
    [sources('networks/n'), '/sourceRef/0/resource'],
  ])('%j is refused, by itself and in a group', async (spec, pointer) => {
    expect(await faultsOf(rule('r', spec))).toEqual([`/spec${pointer}`]);
    expect(await faultsOf(group('g', { rules: [{ ...ingress, ...spec }] }))).toEqual([
      `/spec/rules/0${pointer}`,
    ]);
  });

  test('takes an address, a range, an instance, a gateway and a group as its other end, as they were written', async () => {
    await putPath(world.domain, world.caller, 'vm');
    await group('g');
    const urn = 'seca.network/v1/tenants/acme/workspaces/w/security-groups/g';
    const spec = {
      protocol: 'tcp+udp',
      ports: { from: 80, to: 90, list: [443] },
      ...sources(
        '192.0.2.1',
        '198.51.100.0/24',
        '2001:db8::/32',
        'instances/vm',
        'internet-gateways/gw',
        urn,
      ),
    };
    const { status, spec: stored } = await rule('r', spec);
    expect(stored).toEqual({ ...ingress, ...spec });
    expect(status.conditions.map(({ state }) => state)).toEqual(['active', 'creating', 'pending']);
  });

  test('what Go clients leave empty counts as absent', async () => {
    const { spec } = await rule('r', { protocol: '', version: '' });
    expect(spec).toEqual(ingress);
  });

  test('its change makes the groups due that refer to it', async () => {
    await rule('r');
    const { uid } = await group('g', { ruleRefs: [{ resource: 'security-group-rules/r' }] });
    await world.dataSource.query('UPDATE resource SET due_at = NULL');
    await rule('r', { protocol: 'tcp' });
    expect(await findDueUnits(world.dataSource.manager, 10)).toEqual([{ type: 'security-group', uid }]);
  });
});

describe('a group', () => {
  test('without users is active at once with all of its rules, its own and those it refers to', async () => {
    await rule('r');
    const spec = {
      rules: [ingress, { direction: 'egress' }],
      ruleRefs: [{ resource: 'security-group-rules/r' }],
    };
    const { status, spec: stored } = await group('g', spec);
    expect(stored).toEqual(spec);
    expect(status.state).toBe('active');
    expect(status.rules.map(({ state }) => state)).toEqual(['active', 'active', 'active']);
  });

  test('may let its own members in, from the beginning', async () => {
    const { status } = await group('g', { rules: [{ ...ingress, ...sources('security-groups/g') }] });
    expect(status.state).toBe('active');
  });

  test('refuses a rule that does not exist, and more than 500', async () => {
    const none = { ruleRefs: [{ resource: 'security-group-rules/none' }] };
    expect(await faultsOf(group('g', none))).toEqual(['/spec/ruleRefs/0/resource']);
    const many = { rules: Array.from({ length: 501 }, () => ingress) };
    expect(await faultsOf(group('g', many))).toEqual(['/spec/rules']);
  });

  test('is named by an instance, which may not name one that does not exist', async () => {
    await putPath(world.domain, world.caller, 'vm');
    const spec = { securityGroupRef: { resource: 'security-groups/g' } };
    expect(await faultsOf(put(world.domain, world.caller, 'instance', 'vm', { spec }))).toEqual([
      '/spec/securityGroupRef/resource',
    ]);
    await group('g');
    const instance = await put(world.domain, world.caller, 'instance', 'vm', { spec });
    expect(instance.spec.securityGroupRef).toEqual(spec.securityGroupRef);
  });

  test('is due when somebody joins or leaves a group that its rules name', async () => {
    await putPath(world.domain, world.caller, 's');
    await group('h');
    const { uid } = await group('g', { rules: [{ ...ingress, ...sources('security-groups/h') }] });
    const dueAfter = async (spec: object) => {
      await world.dataSource.query('UPDATE resource SET due_at = NULL');
      await put(world.domain, world.caller, 'nic', 'nic', { spec });
      const due = await findDueUnits(world.dataSource.manager, 10);
      return due.some((unit) => unit.uid === uid);
    };
    const joined = { securityGroupRefs: [{ resource: 'security-groups/h' }] };
    expect(await dueAfter({})).toBe(false);
    expect(await dueAfter(joined)).toBe(true);
    expect(await dueAfter(joined)).toBe(false);
    expect(await dueAfter({})).toBe(true);
  });
});
