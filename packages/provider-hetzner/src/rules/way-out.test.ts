import { expect, test } from 'vitest';
import type { Binding, Resource } from '@seca-hetzner/domain';
import { wayOutOf, type WayOutSituation } from './way-out.js';

const observedAt = new Date('2026-01-01T00:00:00Z');

function binding(observed: object, more: Partial<Binding> = {}): Binding {
  return { observed, observedAt, evidence: 'read', madeWith: null, ...more } as Binding;
}

/** A way that is whole, as far as anybody can see. */
function whole(): WayOutSituation {
  const server = {
    status: 'running',
    privateNets: [{ networkId: 1, ip: '10.0.1.1', aliasIps: [], macAddress: '86:00' }],
  };
  const natVm = {
    status: 'running',
    publicIpv4: '198.51.100.7',
    privateNets: [{ networkId: 1, ip: '10.0.1.254', aliasIps: ['10.0.1.253'], macAddress: '86:01' }],
  };
  const network = { subnets: ['10.0.1.0/24'], routes: [{ destination: '0.0.0.0/0', gateway: '10.0.1.253' }] };
  const routes = [{ destinationCidrBlock: '0.0.0.0/0', targetRef: { resource: 'internet-gateways/gw' } }];
  return {
    instance: { desiredPower: 'on' } as Resource<'instance'>,
    nic: { name: 'nic', status: { addresses: ['10.0.1.1'] } } as Resource<'nic'>,
    subnet: { name: 's', status: { cidr: { ipv4: '10.0.1.0/24' } } } as Resource<'subnet'>,
    table: {
      name: 'rt',
      spec: { routes },
      status: { routes: [{ state: 'active', conditions: [] }] },
    } as unknown as Resource<'routing-table'>,
    route: { index: 0, gateway: { name: 'gw' } as Resource<'internet-gateway'> },
    server: binding(server, { madeWith: { userData: 'x' } }),
    network: binding(network),
    natVm: binding(natVm),
  };
}

const states = (situation: WayOutSituation) =>
  Object.fromEntries(wayOutOf(situation).map(({ name, state }) => [name, state]));

test('a whole way is ok, but what nobody reports is only assumed', () => {
  expect(states(whole())).toEqual({
    instance: 'ok',
    'guest-bootstrap': 'assumed',
    nic: 'ok',
    subnet: 'ok',
    'route-table': 'ok',
    route: 'ok',
    'nat-vm': 'ok',
    forwarding: 'assumed',
    'public-ip': 'ok',
  });
});

test('what was seen at Hetzner says how and when; what was only declared says that', () => {
  const [instance, bootstrap] = wayOutOf(whole());
  expect(instance).toMatchObject({ evidence: 'read', observedAt });
  expect(bootstrap).toMatchObject({ evidence: 'declared', observedAt: undefined });
});

test.each([
  ['the instance is off', { server: binding({ status: 'off', privateNets: [] }) }, 'instance', 'waiting'],
  [
    'there is no NIC',
    { nic: undefined, subnet: undefined, table: undefined, route: undefined },
    'nic',
    'broken',
  ],
  ['the NIC is not attached', { server: binding({ status: 'running', privateNets: [] }) }, 'nic', 'waiting'],
  ['the subnet is not there', { network: binding({ subnets: [], routes: [] }) }, 'subnet', 'waiting'],
  ['the subnet has no table', { table: undefined, route: undefined }, 'route-table', 'broken'],
  ['no route leads to a gateway', { route: undefined }, 'route-table', 'broken'],
  ['the gateway does not exist', { route: { index: 0, gateway: undefined } }, 'route-table', 'broken'],
  [
    'the route is missing at Hetzner',
    { network: binding({ subnets: ['10.0.1.0/24'], routes: [] }) },
    'route',
    'waiting',
  ],
  ['there is no NAT VM', { natVm: undefined }, 'nat-vm', 'waiting'],
  ['the NAT VM is off', { natVm: binding({ status: 'off', privateNets: [] }) }, 'forwarding', 'unknown'],
] as const)('%s: the hop %s is %s', (_, change, hop, state) => {
  expect(states({ ...whole(), ...change })[hop]).toBe(state);
});

test('a route that was refused is broken and says why', () => {
  const situation = whole();
  const conditions = [
    { state: 'error', at: '', message: "route table 'other' already sends 0.0.0.0/0 elsewhere" },
  ];
  situation.table!.status.routes = [{ state: 'error', conditions }] as never;
  const hop = wayOutOf(situation).find(({ name }) => name === 'route');
  expect(hop).toMatchObject({
    state: 'broken',
    message: "Route table 'other' already sends 0.0.0.0/0 elsewhere.",
  });
});
