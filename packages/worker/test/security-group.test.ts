import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changePower, deleteResource, type Kind, type PowerAction } from '@seca-hetzner/domain';
import { identityOf, put } from '@seca-hetzner/domain/testing';
import { runCutOff } from './support/cut-off.js';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

let world: WorkerWorld;

beforeAll(async () => {
  world = await createWorkerWorld();
  await world.settle();
});
afterAll(() => world.close());

const remove = (kind: Kind, name: string) =>
  deleteResource(world.domain, world.caller, identityOf(kind, name));
const act = (action: PowerAction, name = 'vm') =>
  changePower(world.domain, world.caller, identityOf('instance', name), action);
const refs = (collection: string, names: readonly string[]) =>
  names.map((name) => ({ resource: `${collection}/${name}` }));

const https = { direction: 'ingress', protocol: 'tcp', ports: { from: 443 } };
const putGroup = (name = 'g', spec: object = { rules: [https] }) =>
  put(world.domain, world.caller, 'security-group', name, { spec: { rules: undefined, ...spec } });
const putRule = (spec: object) => put(world.domain, world.caller, 'security-group-rule', 'r', { spec });
const group = async (name = 'g') => (await world.get('security-group', name)).status;

/** An instance with a private NIC, and what it needs; with a public IP and groups when they are given. */
async function putInstance(
  name: string,
  { groups = [], isPublic = true }: { groups?: readonly string[]; isPublic?: boolean } = {},
): Promise<void> {
  const { domain, caller } = world;
  if (isPublic) await put(domain, caller, 'public-ip', `ip-${name}`);
  await put(domain, caller, 'nic', `nic-${name}`, {
    spec: {
      ...(isPublic ? { publicIpRefs: refs('public-ips', [`ip-${name}`]) } : {}),
      ...(groups.length > 0 ? { securityGroupRefs: refs('security-groups', groups) } : {}),
    },
  });
  await put(domain, caller, 'block-storage', `boot-${name}`);
  await put(domain, caller, 'instance', name, {
    spec: {
      bootVolume: { deviceRef: { resource: `block-storages/boot-${name}` } },
      primaryNicRef: { resource: `nics/nic-${name}` },
    },
  });
}

const objects = async () => (await world.cloud.state()).objects;

async function serverOf(name: string) {
  const { uid } = await world.get('instance', name);
  const found = (await objects()).servers.find(({ labels }) => labels['seca.uid'] === uid);
  if (!found) throw new Error(`there is no server of ${name}`);
  return found;
}

async function firewall() {
  const [found, ...others] = (await objects()).firewalls;
  expect(others).toEqual([]);
  if (!found) throw new Error('there is no firewall');
  return found;
}

const serversOn = async () => (await firewall()).applied_to.map(({ server }) => server?.id);

/** The rules in short: `in tcp 443 0.0.0.0/0 ::/0`. */
const rulesOn = async () =>
  (await firewall()).rules.map(({ direction, protocol, port, source_ips, destination_ips }) =>
    [direction, protocol, ...(port === null ? [] : [port]), ...source_ips, ...destination_ips].join(' '),
  );
const HTTPS = 'in tcp 443 0.0.0.0/0 ::/0';
const NOTHING_OUT = 'out icmp 192.0.2.1/32';

async function removeAll(): Promise<void> {
  for (const [kind, names] of [
    ['instance', ['vm', 'vm2']],
    ['nic', ['nic-vm', 'nic-vm2']],
    ['public-ip', ['ip-vm', 'ip-vm2']],
    ['security-group', ['g', 'h']],
    ['security-group-rule', ['r']],
    ['routing-table', ['rt']],
    ['internet-gateway', ['gw']],
    ['subnet', ['s']],
    ['network', ['n']],
    ['block-storage', ['boot-vm', 'boot-vm2']],
  ] as const) {
    for (const name of names) if (await world.find(kind, name)) await remove(kind, name);
  }
  await world.settle();
  expect(await world.cloud.leftovers()).toEqual([]);
}

beforeEach(async () => {
  await world.cloud.clearFaults();
  await removeAll();
  const { domain, caller } = world;
  await put(domain, caller, 'workspace', 'w');
  await put(domain, caller, 'network', 'n');
  await put(domain, caller, 'subnet', 's', { spec: { routeTableRef: { resource: '' } } });
  await world.settle();
});

describe('a group', () => {
  test('that filters no public interface is active, and nothing is at Hetzner', async () => {
    await putGroup();
    await putInstance('vm', { groups: ['g'], isPublic: false });
    await act('start');
    await world.settle();
    expect(await group()).toMatchObject({ state: 'active', rules: [{ state: 'active' }] });
    expect((await group()).conditions[0]?.message).toContain('does not filter traffic inside networks');
    expect((await serverOf('vm')).status).toBe('running');
    expect((await objects()).firewalls).toEqual([]);
  });

  test('converges from nothing: a firewall of ours on the server before it starts, which denies all egress', async () => {
    await putGroup();
    await putInstance('vm', { groups: ['g'] });
    await world.cloud.newCalls();
    await act('start');
    await world.settle();
    const { labels } = await firewall();
    expect(labels).toMatchObject({
      'seca.uid': (await world.get('security-group', 'g')).uid,
      'seca.role': 'firewall',
    });
    expect(await rulesOn()).toEqual([HTTPS, NOTHING_OUT]);
    expect(await serversOn()).toEqual([(await serverOf('vm')).id]);
    expect((await serverOf('vm')).status).toBe('running');
    expect(await group()).toMatchObject({ state: 'active', rules: [{ state: 'active' }] });
    expect((await group()).conditions.map(({ state }) => state)).toEqual(['active', 'creating', 'pending']);
    const calls = (await world.cloud.newCalls()).map(({ template }) => template);
    expect(calls.indexOf('/firewalls')).toBeGreaterThan(-1);
    expect(calls.indexOf('/firewalls')).toBeLessThan(calls.indexOf('/servers/{id}/actions/poweron'));
  });

  test('of the instance is the one of a NIC that names none', async () => {
    await putGroup();
    await putGroup('h');
    await putInstance('vm');
    const spec = {
      bootVolume: { deviceRef: { resource: 'block-storages/boot-vm' } },
      primaryNicRef: { resource: 'nics/nic-vm' },
      securityGroupRef: { resource: 'security-groups/g' },
    };
    await put(world.domain, world.caller, 'instance', 'vm', { spec });
    await world.settle();
    const uid = async (name: string) => (await world.get('security-group', name)).uid;
    expect((await firewall()).labels['seca.uid']).toBe(await uid('g'));

    const nic = {
      publicIpRefs: refs('public-ips', ['ip-vm']),
      securityGroupRefs: refs('security-groups', ['h']),
    };
    await put(world.domain, world.caller, 'nic', 'nic-vm', { spec: nic });
    await world.settle();
    expect((await firewall()).labels['seca.uid']).toBe(await uid('h'));
  });

  test('a second run changes nothing and reads the firewall once', async () => {
    await putGroup();
    await putInstance('vm', { groups: ['g'] });
    await world.settle();
    await world.cloud.newCalls();
    await world.run(await world.unitOf('security-group', 'g'));
    await world.run(await world.unitOf('instance', 'vm'));
    expect((await world.cloud.newCalls()).map(({ template, isWrite }) => [template, isWrite])).toEqual([
      ['/firewalls/{id}', false],
      ['/servers/{id}', false],
    ]);
  });

  test.each<[string, () => Promise<void>]>([
    [
      'its rules were changed',
      async () => {
        const rules = [{ direction: 'in', protocol: 'tcp', port: '22', source_ips: ['0.0.0.0/0'] }];
        const path = `/firewalls/${(await firewall()).id}/actions/set_rules`;
        await world.cloud.behindTheBack('POST', path, { rules });
      },
    ],
    [
      'it was taken off',
      async () => {
        const remove_from = [{ type: 'server', server: { id: (await serverOf('vm')).id } }];
        const path = `/firewalls/${(await firewall()).id}/actions/remove_from_resources`;
        await world.cloud.behindTheBack('POST', path, { remove_from });
      },
    ],
  ])('repairs drift: %s', async (_what, damage) => {
    await putGroup();
    await putInstance('vm', { groups: ['g'] });
    await world.settle();
    await damage();
    await world.run(await world.unitOf('security-group', 'g'));
    expect(await rulesOn()).toEqual([HTTPS, NOTHING_OUT]);
    expect(await serversOn()).toEqual([(await serverOf('vm')).id]);
    expect((await group()).conditions.map(({ state }) => state)).toEqual(['active', 'creating', 'pending']);
  });

  test('survives being cut off after each step, with exactly one firewall', async () => {
    for (let nth = 1; ; nth += 1) {
      await putGroup();
      await putInstance('vm', { groups: ['g'] });
      for (const unit of [
        await world.unitOf('public-ip', 'ip-vm'),
        await world.unitOf('instance', 'vm'),
      ] as const) {
        await world.run(unit);
      }
      const wasCut = await runCutOff(world, await world.unitOf('security-group', 'g'), nth);
      await world.settle();
      expect(await serversOn()).toEqual([(await serverOf('vm')).id]);
      await remove('instance', 'vm');
      await remove('security-group', 'g');
      await runCutOff(world, await world.unitOf('security-group', 'g'), nth);
      await removeAll();
      await put(world.domain, world.caller, 'network', 'n');
      await put(world.domain, world.caller, 'subnet', 's', { spec: { routeTableRef: { resource: '' } } });
      if (!wasCut) break;
    }
  });

  test('survives the loss of the reply to each call, from its creation to its end', async () => {
    for (let nth = 1; nth <= 6; nth += 1) {
      await putGroup();
      await putInstance('vm', { groups: ['g'] });
      await world.cloud.addFault({ operation: '* /firewalls*', nth, when: 'after', effect: { type: 'cut' } });
      await act('start');
      await world.settle();
      await putGroup('g', { rules: [{ ...https, ports: { from: 80 } }] });
      await world.settle();
      expect(await rulesOn()).toEqual(['in tcp 80 0.0.0.0/0 ::/0', NOTHING_OUT]);
      expect((await serverOf('vm')).status).toBe('running');
      await remove('security-group', 'g');
      await world.settle();
      expect((await objects()).firewalls).toEqual([]);
      await world.cloud.clearFaults();
      await removeAll();
      await put(world.domain, world.caller, 'network', 'n');
      await put(world.domain, world.caller, 'subnet', 's', { spec: { routeTableRef: { resource: '' } } });
    }
  });

  test.each([
    ['is so', 'after', 1],
    ['is not so', 'before', 2],
  ] as const)(
    'is on every server when Hetzner says that it is there already, which %s',
    async (_, when, count) => {
      await putGroup();
      await putInstance('vm', { groups: ['g'] });
      await act('start');
      await world.settle();
      const operation = 'POST /firewalls/{id}/actions/apply_to_resources';
      const effect = { type: 'error', code: 'firewall_already_applied', status: 422 };
      await world.cloud.addFault({ operation, when, effect });
      await world.cloud.newCalls();
      await putInstance('vm2', { groups: ['g'] });
      await act('start', 'vm2');
      await world.settle();
      const ids = [(await serverOf('vm')).id, (await serverOf('vm2')).id];
      expect(new Set(await serversOn())).toEqual(new Set(ids));
      expect((await group()).conditions.map(({ state }) => state)).not.toContain('error');
      const template = '/firewalls/{id}/actions/apply_to_resources';
      const calls = await world.cloud.newCalls();
      expect(calls.filter((call) => call.template === template)).toHaveLength(count);
    },
  );

  test('goes at Hetzner with the last server that it filters, and comes again with the next', async () => {
    await putGroup();
    await putInstance('vm', { groups: ['g'] });
    await world.settle();
    await remove('instance', 'vm');
    await world.settle();
    expect((await objects()).firewalls).toEqual([]);
    expect(await group()).toMatchObject({ state: 'active', rules: [{ state: 'active' }] });
    await putInstance('vm2', { groups: ['g'] });
    await world.settle();
    expect(await serversOn()).toEqual([(await serverOf('vm2')).id]);
  });

  test('deletes fully although servers use it, also when the firewall is gone already', async () => {
    await putInstance('vm');
    for (const isGone of [false, true]) {
      await putGroup();
      await putInstance('vm', { groups: ['g'] });
      await world.settle();
      const { id } = await firewall();
      if (isGone) {
        const remove_from = [{ type: 'server', server: { id: (await serverOf('vm')).id } }];
        const path = `/firewalls/${id}/actions/remove_from_resources`;
        await world.cloud.behindTheBack('POST', path, { remove_from });
        await world.cloud.behindTheBack('DELETE', `/firewalls/${id}`);
      }
      await remove('security-group', 'g');
      await world.settle();
      expect(await world.find('security-group', 'g')).toBeUndefined();
      expect((await objects()).firewalls).toEqual([]);
    }
  });
});

describe('the rules of a group', () => {
  test('change in place on a running server, its own and those that it names', async () => {
    await putRule(https);
    await putGroup('g', { ruleRefs: refs('security-group-rules', ['r']), rules: [{ direction: 'egress' }] });
    await putInstance('vm', { groups: ['g'] });
    await act('start');
    await world.settle();
    const { id } = await firewall();
    const out = [
      'out icmp 0.0.0.0/0 ::/0',
      'out tcp 1-65535 0.0.0.0/0 ::/0',
      'out udp 1-65535 0.0.0.0/0 ::/0',
    ];
    expect(await rulesOn()).toEqual([HTTPS, ...out]);
    await putRule({ ...https, ports: { list: [80, 81] }, sourceRef: [{ resource: '198.51.100.7' }] });
    await world.settle();
    expect(await rulesOn()).toEqual(['in tcp 80-81 198.51.100.7/32', ...out]);
    expect((await firewall()).id).toBe(id);
    expect((await serverOf('vm')).status).toBe('running');
    await remove('security-group-rule', 'r');
    await world.settle();
    expect(await rulesOn()).toEqual(out);
    expect((await group()).rules.map(({ state }) => state)).toEqual(['active', 'error']);
  });

  test('follow the public addresses of the instances and groups that they name', async () => {
    await putGroup('h', {});
    const sources = [{ resource: 'security-groups/h' }];
    await putGroup('g', { rules: [{ ...https, version: 'IPv4', sourceRef: sources }] });
    await putInstance('vm', { groups: ['g'] });
    await world.settle();
    const rules = async () => {
      const uid = (await world.get('security-group', 'g')).uid;
      const found = (await objects()).firewalls.find(({ labels }) => labels['seca.uid'] === uid);
      return found?.rules.flatMap(({ direction, source_ips }) => (direction === 'in' ? source_ips : []));
    };
    expect(await rules()).toEqual([]);
    const [before] = (await group()).rules;
    expect(before).toMatchObject({ state: 'pending' });
    expect(before?.conditions[0]?.message).toContain('none of its sources has a public address');

    await putInstance('vm2', { groups: ['h'] });
    await world.settle();
    const address = (await world.get('public-ip', 'ip-vm2')).status.ipAddress;
    expect(await rules()).toEqual([`${address}/32`]);
    expect((await group()).rules[0]?.state).toBe('active');

    await remove('instance', 'vm2');
    await world.settle();
    expect(await rules()).toEqual([]);
  });

  test('know a gateway by the address of its NAT VM', async () => {
    const { domain, caller } = world;
    await put(domain, caller, 'internet-gateway', 'gw');
    await put(domain, caller, 'routing-table', 'rt');
    await put(domain, caller, 'subnet', 's');
    await putGroup('g', { rules: [{ ...https, sourceRef: [{ resource: 'internet-gateways/gw' }] }] });
    await putInstance('vm', { groups: ['g'] });
    await world.settle();
    await world.run(await world.unitOf('security-group', 'g'));
    const nat = (await objects()).primary_ips.find(({ labels }) => labels['seca.role'] === 'nat-ip');
    expect(nat).toBeDefined();
    expect(await rulesOn()).toEqual([`in tcp 443 ${nat?.ip}/32`, NOTHING_OUT]);
  });

  test('stay on a server that keeps its address until its next stop', async () => {
    await putGroup();
    await putInstance('vm', { groups: ['g'] });
    await act('start');
    await world.settle();
    const spec = { securityGroupRefs: refs('security-groups', ['g']) };
    await put(world.domain, world.caller, 'nic', 'nic-vm', { spec });
    await world.run(await world.unitOf('security-group', 'g'));
    await world.settle();
    expect(await serversOn()).toEqual([(await serverOf('vm')).id]);
    await act('stop');
    await world.settle();
    expect((await objects()).firewalls).toEqual([]);
  });
});
