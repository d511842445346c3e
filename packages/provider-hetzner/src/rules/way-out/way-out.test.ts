import { describe, expect, test } from 'vitest';
import type { Binding, Resource } from '@seca-hetzner/domain';
import {
  firstObstacle,
  wayOutOf,
  type AgentHeartbeat,
  type AgentSighting,
  type WayOutSituation,
} from './index.js';

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
    agent: undefined,
    look: undefined,
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
    'gateway-configuration': 'assumed',
    forwarding: 'assumed',
    'public-ip': 'ok',
  });
});

test('of two NAT VMs the one that routes lead to is judged, and the other one named', () => {
  const spareVm = binding({ status: 'off', privateNets: [{ ip: '10.0.1.252', aliasIps: [] }] });
  const hop = wayOutOf({ ...whole(), spareVm }).find(({ name }) => name === 'nat-vm');
  expect(hop).toMatchObject({ state: 'ok', message: expect.stringContaining('10.0.1.252 is off') as string });
});

test('what was seen at Hetzner says how and when; what was only declared says that', () => {
  const [instance, bootstrap] = wayOutOf(whole());
  expect(instance).toMatchObject({ evidence: 'read', observedAt });
  expect(bootstrap).toMatchObject({ evidence: 'declared', observedAt: undefined });
});

test.each([
  [
    'the server is off',
    { server: binding({ status: 'off', privateNets: [] }) },
    'instance',
    'waiting INSTANCE_NOT_RUNNING',
  ],
  ['the server is not made', { server: undefined }, 'instance', 'waiting INSTANCE_NOT_MADE'],
  [
    'the server was made without it',
    { server: binding({ privateNets: [] }) },
    'guest-bootstrap',
    'waiting BOOTSTRAP_NOT_DELIVERED',
  ],
  [
    'there is no NIC',
    { nic: undefined, subnet: undefined, table: undefined, route: undefined },
    'nic',
    'broken NO_NIC',
  ],
  [
    'the NIC is not attached',
    { server: binding({ status: 'running', privateNets: [] }) },
    'nic',
    'waiting NIC_NOT_ATTACHED',
  ],
  ['the NIC has no subnet', { subnet: undefined }, 'subnet', 'broken SUBNET_MISSING'],
  [
    'the subnet is not there',
    { network: binding({ subnets: [], routes: [] }) },
    'subnet',
    'waiting SUBNET_NOT_MADE',
  ],
  ['the subnet has no table', { table: undefined, route: undefined }, 'route-table', 'broken NO_ROUTE_TABLE'],
  ['no route leads to a gateway', { route: undefined }, 'route-table', 'broken NO_ROUTE_TO_GATEWAY'],
  [
    'the gateway does not exist',
    { route: { index: 0, gateway: undefined } },
    'route-table',
    'broken GATEWAY_MISSING',
  ],
  [
    'the route is missing at Hetzner',
    { network: binding({ subnets: ['10.0.1.0/24'], routes: [] }) },
    'route',
    'waiting ROUTE_NOT_PROGRAMMED',
  ],
  [
    'the route leads to another address',
    {
      network: binding({
        subnets: ['10.0.1.0/24'],
        routes: [{ destination: '0.0.0.0/0', gateway: '10.0.1.9' }],
      }),
    },
    'route',
    'waiting ROUTE_ELSEWHERE',
  ],
  ['there is no NAT VM', { natVm: undefined }, 'nat-vm', 'waiting NAT_VM_MISSING'],
  [
    'the NAT VM is off',
    { natVm: binding({ status: 'off', privateNets: [] }) },
    'nat-vm',
    'waiting NAT_VM_NOT_RUNNING',
  ],
  [
    'the NAT VM has lost its alias',
    { natVm: binding({ status: 'running', privateNets: [{ ip: '10.0.1.254', aliasIps: [] }] }) },
    'nat-vm',
    'waiting NAT_VM_WITHOUT_ALIAS',
  ],
  [
    'the NAT VM has lost its public address',
    { natVm: binding({ status: 'running', publicIpv4: null, privateNets: [] }) },
    'public-ip',
    'broken NO_PUBLIC_ADDRESS',
  ],
  ['the NAT VM is off', { natVm: binding({ status: 'off', privateNets: [] }) }, 'forwarding', 'unknown'],
  ['nothing reports', {}, 'forwarding', 'assumed NOT_REPORTED'],
] as const)('%s: the hop %s is %s', (_, change, name, expected) => {
  const hop = wayOutOf({ ...whole(), ...change }).find((each) => each.name === name);
  expect([hop?.state, hop?.code].filter(Boolean).join(' ')).toBe(expected);
});

const reporting: AgentSighting = {
  id: 'agent',
  state: 'active',
  stateReason: 'it forwards',
  isRegistered: true,
  heartbeatAt: observedAt,
  heartbeat: {
    kernel: {
      isForwarding: true,
      hasRules: true,
      sourcePrefixes: ['10.0.0.0/16'],
      publicInterface: 'eth0',
    },
    connections: { used: 12, max: 1_000 },
    refusals: { count: 0, last: null },
    lastError: null,
  },
  publishedVersion: 3,
  publishedPrefixes: ['10.0.1.0/24'],
  acknowledgedVersion: 3,
};

type HeartbeatChange = {
  kernel?: Partial<AgentHeartbeat['kernel']>;
  connections?: AgentHeartbeat['connections'];
  refusals?: AgentHeartbeat['refusals'];
};

const beating = ({ kernel, ...more }: HeartbeatChange): Partial<AgentSighting> => {
  const heartbeat = reporting.heartbeat as AgentHeartbeat;
  return { heartbeat: { ...heartbeat, ...more, kernel: { ...heartbeat.kernel, ...kernel } } };
};

test('a gateway that reports makes the whole way seen, with the time of its heartbeat', () => {
  const hops = wayOutOf({ ...whole(), agent: reporting });
  expect(hops.filter(({ state }) => state !== 'ok').map(({ name }) => name)).toEqual(['guest-bootstrap']);
  expect(hops.find(({ name }) => name === 'forwarding')).toMatchObject({ evidence: 'heartbeat', observedAt });
});

test.each([
  ['has not registered', { isRegistered: false, heartbeat: undefined }, 'waiting AGENT_NOT_REGISTERED'],
  [
    'has not registered in time',
    { isRegistered: false, heartbeat: undefined, state: 'unhealthy' },
    'broken AGENT_NOT_REGISTERED',
  ],
  ['is silent', { state: 'unhealthy', stateReason: 'nothing heard for 30 s' }, 'broken AGENT_SILENT'],
  ['is drained', { state: 'draining' }, 'broken GATEWAY_DRAINING'],
  ['has no rules', beating({ kernel: { hasRules: false } }), 'broken RULES_MISSING'],
  [
    'has no public interface',
    beating({ kernel: { publicInterface: null } }),
    'broken PUBLIC_INTERFACE_MISSING',
  ],
  ['does not forward', beating({ kernel: { isForwarding: false } }), 'broken FORWARDING_OFF'],
  ['has a full table', beating({ connections: { used: 999, max: 1_000 } }), 'broken CONNECTIONS_EXHAUSTED'],
] as const)('a gateway that %s: forwarding is %s', (_, change, expected) => {
  const hops = wayOutOf({ ...whole(), agent: { ...reporting, ...change } });
  const hop = hops.find(({ name }) => name === 'forwarding');
  expect(`${hop?.state} ${hop?.code}`).toBe(expected);
});

const refused = { count: 1, last: { at: '', reason: 'signature', detail: 'unknown key' } };

test.each([
  ['was not told of the subnet', { publishedPrefixes: ['10.0.2.0/24'] }, 'waiting SOURCE_NOT_ALLOWED'],
  ['is behind', { acknowledgedVersion: 2 }, 'waiting CONFIGURATION_BEHIND'],
  [
    'has refused the newest',
    { acknowledgedVersion: 2, ...beating({ refusals: refused }) },
    'broken CONFIGURATION_REFUSED',
  ],
  [
    'has other rules in its kernel',
    beating({ kernel: { sourcePrefixes: ['10.0.2.0/24'] } }),
    'broken RULES_DIFFER',
  ],
] as const)('a gateway that %s: its configuration is %s', (_, change, expected) => {
  const hops = wayOutOf({ ...whole(), agent: { ...reporting, ...change } });
  const hop = hops.find(({ name }) => name === 'gateway-configuration');
  expect(`${hop?.state} ${hop?.code}`).toBe(expected);
});

const look = { at: observedAt, source: '10.0.1.1', isAllowed: true, packets: 0, flows: 0, droppedPackets: 0 };

test.each([
  ['has been forwarded', { lastForwardedAt: observedAt, packets: 9 }, 'ok'],
  ['has been dropped', { lastForwardedAt: undefined, droppedPackets: 4 }, 'ok'],
  ['has not been seen', { lastForwardedAt: undefined }, 'assumed'],
] as const)('when something of the guest %s, its bootstrap is %s', (_, counted, expected) => {
  const hops = wayOutOf({ ...whole(), look: { ...look, ...counted } });
  expect(hops.find(({ name }) => name === 'guest-bootstrap')).toMatchObject({
    state: expected,
    evidence: 'counters',
  });
});

test('an instance with a public address leaves by that, whatever its table says', () => {
  const server = binding(
    { status: 'running', publicIpv4: '198.51.100.9', privateNets: [] },
    { madeWith: {} },
  );
  const hops = wayOutOf({ ...whole(), table: undefined, route: undefined, server });
  expect(hops.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'instance ok',
    'guest-bootstrap ok',
    'public-ip ok',
  ]);
});

test('the first obstacle is the first hop that is broken or waiting', () => {
  const hops = wayOutOf({ ...whole(), table: undefined, route: undefined, natVm: undefined });
  expect(firstObstacle(hops)?.code).toBe('NO_ROUTE_TABLE');
  expect(firstObstacle(wayOutOf(whole()))).toBeUndefined();
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

describe('what an operator has set', () => {
  const off = (): WayOutSituation => {
    const plain = whole();
    const conditions = [{ reason: 'NatGatewayOff', message: 'Waiting: switched off' }];
    const status = { routes: [{ state: 'pending', conditions }] };
    return { ...plain, natVm: undefined, table: { ...plain.table, status } as WayOutSituation['table'] };
  };

  test('NAT_GATEWAY off is what stands in the way, and says so', () => {
    expect(firstObstacle(wayOutOf(off()))).toMatchObject({ name: 'route', code: 'NAT_GATEWAY_OFF' });
    expect(hopOf(off(), 'nat-vm')).toMatchObject({ state: 'broken', code: 'NAT_GATEWAY_OFF' });
  });

  test('a server without the bootstrap is not said to find its way', () => {
    const made = { status: 'running', privateNets: [] };
    const server = binding(made, { madeWith: { userData: 'x', isWithoutBootstrap: true } });
    expect(hopOf({ ...whole(), server }, 'guest-bootstrap')).toMatchObject({
      state: 'unknown',
      code: 'BOOTSTRAP_OFF',
    });
  });

  test.each([
    [true, 'broken', 'DRIFT_LEFT'],
    [false, 'waiting', 'NAT_VM_NOT_RUNNING'],
  ])('drift says what and since when; left: %s', (isLeft, state, code) => {
    const drift = { since: '2026-01-01T00:00:00.000Z', found: ['the NAT VM does not run'], isLeft };
    const natVm = binding({ status: 'off', privateNets: [] }, { drift });
    expect(hopOf({ ...whole(), natVm }, 'nat-vm')).toMatchObject({
      state,
      code,
      message: expect.stringContaining('since 2026-01-01T00:00:00.000Z: the NAT VM does not run'),
    });
  });
});

function hopOf(situation: WayOutSituation, name: string) {
  return wayOutOf(situation).find((hop) => hop.name === name);
}
