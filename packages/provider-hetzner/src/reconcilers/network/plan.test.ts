import { describe, expect, test } from 'vitest';
import { ipv4Range, type Binding, type GatewayAgent, type Resource } from '@seca-hetzner/domain';
import type { Network, PrimaryIp, Server } from '@seca-hetzner/hetzner/schema';
import { noNatVm, type NatVmActual, type NetworkActual } from './actual.js';
import type { GatewayIntent, NetworkIntent } from './intent.js';
import { nextRemedyMs } from './agent.js';
import { LINGER_MS, configurationDigest } from './nat-vm.js';
import { planNetwork } from './plan.js';
import { decideRoutes } from './routes.js';

const now = new Date('2026-01-01T12:00:00Z');
const ALIAS = '10.0.1.253';

function resource<K extends 'network' | 'subnet' | 'routing-table' | 'internet-gateway'>(
  kind: K,
  name: string,
  more: object = {},
) {
  return {
    kind,
    name,
    uid: `${kind}-${name}`,
    createdAt: now,
    deletedAt: undefined,
    ...more,
  } as unknown as Resource<K>;
}

const place = {
  subnetUid: 'subnet-s',
  subnetRange: '10.0.1.0/24',
  location: 'fsn1',
  sourcePrefixes: ['10.0.1.0/24'],
  serverTypes: [
    { serverType: 'cx23', architecture: 'x86', diskGb: 40, monthlyPrice: { fsn1: 5 }, availableIn: ['fsn1'] },
    {
      serverType: 'cax11',
      architecture: 'arm',
      diskGb: 40,
      monthlyPrice: { fsn1: 6 },
      availableIn: ['fsn1'],
    },
  ],
  imageIds: { x86: 1, arm: 2 },
} satisfies GatewayIntent['place'];

function intent(more: Partial<NetworkIntent> = {}): NetworkIntent {
  const gateway = resource('internet-gateway', 'gw');
  return {
    network: resource('network', 'n'),
    ipRange: '10.0.0.0/16',
    networkZone: 'eu-central',
    connectionId: 'c',
    workspaceUid: 'w',
    subnets: [
      { subnet: resource('subnet', 's'), range: ipv4Range('10.0.1.0/24'), tableUid: 'routing-table-rt' },
    ],
    tables: [
      {
        table: resource('routing-table', 'rt'),
        routes: [{ destination: '0.0.0.0/0', target: { type: 'gateway', gatewayUid: gateway.uid } }],
      },
    ],
    gateways: [
      { gateway, use: 'needed', place, addresses: { own: '10.0.1.254', alias: ALIAS }, agent: undefined },
    ],
    agents: undefined,
    driftHealing: 'heal',
    bindings: [] as Binding[],
    now,
    ...more,
  };
}

const withGateway = (part: Partial<GatewayIntent>): NetworkIntent => {
  const plain = intent();
  return { ...plain, gateways: plain.gateways.map((gateway) => ({ ...gateway, ...part })) };
};

const server = (more: Partial<Server> = {}): Server =>
  ({
    id: 5,
    status: 'running',
    location: { name: 'fsn1' },
    public_net: { ipv4: { id: 9 } },
    private_net: [{ network: 1, ip: '10.0.1.254', alias_ips: [ALIAS], mac_address: '' }],
    ...more,
  }) as unknown as Server;

function vm(more: Partial<NatVmActual> = {}): NatVmActual {
  const addresses = { own: '10.0.1.254', alias: ALIAS };
  return {
    server: server(),
    primaryIp: { id: 9, location: { name: 'fsn1' } } as PrimaryIp,
    isServerBound: true,
    isPrimaryIpBound: true,
    configuration: configurationDigest(intent(), 'internet-gateway-gw', place, addresses),
    addresses,
    idleSince: undefined,
    agent: undefined,
    bootedAt: undefined,
    ...more,
  };
}

function actual(natVm: NatVmActual | undefined, network: Partial<Network> | undefined = {}): NetworkActual {
  return {
    session: undefined,
    network:
      network &&
      ({
        id: 1,
        subnets: [{ ip_range: '10.0.1.0/24' }],
        routes: [],
        servers: [],
        ...network,
      } as unknown as Network),
    isNetworkBound: true,
    natVms: new Map(natVm ? [['internet-gateway-gw', natVm]] : []),
    soldOut: [],
  };
}

const route = { destination: '0.0.0.0/0', gateway: ALIAS };
const names = (wanted: NetworkIntent, there: NetworkActual) =>
  planNetwork(wanted, there).map((step) => step.do);

describe('the plan of a network', () => {
  test('nothing is planned when everything is there', () => {
    expect(planNetwork(intent(), actual(vm(), { routes: [route] }))).toEqual([]);
  });

  test('from nothing: the network first, everything else when it is there', () => {
    expect(names(intent(), { ...actual(undefined), network: undefined })).toEqual(['create-network']);
  });

  test('a NAT VM is made in order: addresses, Primary IP, server, attachment, power; the route only when it runs', () => {
    const claimed = { ...noNatVm, addresses: { own: '10.0.1.254', alias: ALIAS } };
    expect(names(intent(), actual(noNatVm))).toEqual(['claim-nat-addresses']);
    expect(names(intent(), actual(claimed))).toEqual([
      'create-nat-ip',
      'create-nat-vm',
      'attach-nat-vm',
      'power-on-nat-vm',
    ]);
    expect(names(intent(), actual(vm({ server: server({ status: 'off' }) })))).toEqual(['power-on-nat-vm']);
    expect(names(intent(), actual(vm()))).toEqual(['add-route']);
  });

  test('a NAT VM without its public address gets it back while it is off, a deleted one is made anew', () => {
    const bare = { public_net: { ipv4: null } } as unknown as Partial<Server>;
    expect(names(intent(), actual(vm({ server: server(bare) }), { routes: [route] }))).toEqual([
      'power-off-nat-vm',
      'assign-nat-ip',
      'power-on-nat-vm',
    ]);
    const alone = vm({ server: server({ ...bare, status: 'off' }), primaryIp: undefined });
    expect(names(intent(), actual(alone, { routes: [route] }))).toEqual([
      'create-nat-ip',
      'assign-nat-ip',
      'power-on-nat-vm',
    ]);
  });

  test('what goes, goes the other way round: the route, the VM, its address', () => {
    const wanted = withGateway({ use: 'leaving', place: undefined });
    expect(names(wanted, actual(vm(), { routes: [route] }))).toEqual([
      'remove-route',
      'delete-nat-vm',
      'delete-nat-ip',
      'release-nat-addresses',
    ]);
  });

  test('a route to a VM that is being rebooted stays where it is', () => {
    const rebooting = vm({ server: server({ status: 'starting' }) });
    expect(names(intent(), actual(rebooting, { routes: [route] }))).toEqual(['wait']);
  });

  test('an idle VM lingers, and then goes', () => {
    const idle = withGateway({ use: 'idle' });
    const there = (since: Date | undefined) => actual(vm({ idleSince: since }), { routes: [route] });
    expect(names(idle, there(undefined))).toEqual(['note-idle-nat-vm']);
    expect(names(idle, there(new Date(now.getTime() - LINGER_MS + 1)))).toEqual([]);
    expect(names(idle, there(new Date(now.getTime() - LINGER_MS)))[0]).toBe('delete-nat-vm');
  });

  test('a VM that was made for other prefixes is rebuilt, not replaced', () => {
    expect(names(intent(), actual(vm({ configuration: 'other' }), { routes: [route] }))).toEqual([
      'rebuild-nat-vm',
    ]);
  });

  test('a VM in another location is removed first', () => {
    const elsewhere = vm({ server: server({ location: { name: 'hel1' } as Server['location'] }) });
    expect(names(intent(), actual(elsewhere))).toContain('delete-nat-vm');
  });

  test('a type that is sold out is passed over; without any, the plan waits and says so', () => {
    const claimed = { ...noNatVm, addresses: { own: '10.0.1.254', alias: ALIAS } };
    const next = planNetwork(intent(), { ...actual(claimed), soldOut: ['cx23'] });
    expect(next).toContainEqual({
      do: 'create-nat-vm',
      gatewayUid: 'internet-gateway-gw',
      serverType: 'cax11',
    });
    const none = planNetwork(intent(), { ...actual(claimed), soldOut: ['cx23', 'cax11'] });
    expect(none).toMatchObject([{ do: 'wait', reason: expect.stringContaining('fsn1') as string }]);
  });

  test('what one part waits for comes last, so that it holds up nothing else', () => {
    const busy = vm({ server: server({ status: 'rebuilding' }) });
    expect(names(intent(), actual(busy, { subnets: [] }))).toEqual(['add-subnet', 'wait']);
  });

  test('a deleted network goes when nobody else is attached to it', () => {
    const deleted = intent({ network: resource('network', 'n', { deletedAt: now }), gateways: [] });
    expect(names(deleted, actual(undefined, { servers: [77] }))).toEqual(['wait']);
    expect(names(deleted, actual(undefined))).toEqual(['delete-network']);
  });

  test('without a connection nothing is planned but to wait', () => {
    expect(planNetwork(intent({ connectionId: undefined }), actual(undefined))).toMatchObject([
      { do: 'wait' },
    ]);
  });
});

describe('decisions on routes', () => {
  const decisionsOf = (wanted: NetworkIntent, there: NetworkActual) =>
    decideRoutes(wanted, there).map(({ decisions }) => decisions.map(({ state }) => state));

  test('a table that no living subnet uses programs nothing', () => {
    expect(decisionsOf(intent({ subnets: [] }), actual(vm()))).toEqual([['pending']]);
  });

  test('of two tables that disagree the older one wins', () => {
    const later = new Date(now.getTime() + 1);
    const other = resource('routing-table', 'a-later', { createdAt: later });
    const wanted = intent({
      tables: [
        {
          table: other,
          routes: [{ destination: '0.0.0.0/0', target: { type: 'address', address: '10.0.1.9' } }],
        },
        ...intent().tables,
      ],
      subnets: [
        ...intent().subnets,
        { subnet: resource('subnet', 's2'), range: ipv4Range('10.0.2.0/24'), tableUid: other.uid },
      ],
    });
    expect(decisionsOf(wanted, actual(vm()))).toEqual([['program'], ['error']]);
  });

  test.each([
    ['52.0.0.0/8', 'error'],
    ['fd00::/8', 'error'],
    ['10.0.1.0/25', 'error'],
    ['192.168.0.0/16', 'program'],
  ])('a route to %s is %s', (destination, state) => {
    const table = {
      table: resource('routing-table', 'rt'),
      routes: [{ destination, target: { type: 'address', address: '10.0.1.9' } as const }],
    };
    expect(decisionsOf(intent({ tables: [table] }), actual(vm()))).toEqual([[state]]);
  });
});

const agents = { url: 'https://agents.example.org:4010', areOthersHeard: true, hasStandbys: false };

function agent(more: Partial<GatewayAgent> = {}): GatewayAgent {
  const published = {
    publishedVersion: 1,
    publishedAt: now,
    publishedSourcePrefixes: ['10.0.1.0/24'],
    isPublishedWithCurrentKeys: true,
  };
  const living = { registeredAt: now, createdAt: now, stateSince: now, stateReason: undefined };
  return {
    id: 'agent',
    gatewayUid: 'internet-gateway-gw',
    networkUid: 'network-n',
    slot: 'primary',
    turnRequestedAt: undefined,
    state: 'active',
    heartbeat: undefined,
    heartbeatAt: now,
    acknowledgedVersion: 1,
    ...published,
    ...living,
    ...more,
  };
}

/** A VM in place whose agent is as given. */
function reporting(more: Partial<GatewayAgent>, vmMore: Partial<NatVmActual> = {}): NatVmActual {
  const addresses = { own: '10.0.1.254', alias: ALIAS };
  const configuration = configurationDigest(intent({ agents }), 'internet-gateway-gw', place, addresses);
  return vm({ configuration, agent: agent(more), ...vmMore });
}

const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1_000);

describe('a NAT VM that reports', () => {
  const told = intent({ agents });

  test('is told anew when its configuration names other signing keys than those in use', () => {
    const there = (isCurrent: boolean) =>
      actual(reporting({ isPublishedWithCurrentKeys: isCurrent }), { routes: [route] });
    expect(names(told, there(false))).toEqual(['publish-configuration']);
    expect(names(told, there(true))).toEqual([]);
  });

  test('gets the route when it has reported that it forwards, not when it runs', () => {
    expect(names(told, actual(reporting({ state: 'provisioning' })))).toEqual([]);
    expect(names(told, actual(reporting({ state: 'active' })))).toEqual(['add-route']);
  });

  test('keeps the route while it is not well, and loses it when it is drained', () => {
    const there = { routes: [route] };
    expect(names(told, actual(reporting({ state: 'unhealthy' }), there))).toEqual([]);
    expect(names(told, actual(reporting({ state: 'draining' }), there))).toEqual(['remove-route']);
  });

  test('is told of other prefixes, and keeps its disk', () => {
    const changed = reporting({ publishedSourcePrefixes: ['10.0.2.0/24'] });
    expect(names(told, actual(changed, { routes: [route] }))).toEqual(['publish-configuration']);
  });

  test('made without an agent, it gets a new disk', () => {
    expect(names(told, actual(vm(), { routes: [route] }))).toEqual(['rebuild-nat-vm']);
  });

  test.each([
    ['mends itself for a while', { stateSince: ago(29) }, {}, []],
    ['is reset after that', { stateSince: ago(30) }, {}, ['reset-nat-vm']],
    ['gets time to boot', { stateSince: ago(200) }, { bootedAt: ago(170) }, []],
    ['gets a new disk after that', { stateSince: ago(300) }, { bootedAt: ago(180) }, ['rebuild-nat-vm']],
    [
      'has never registered: is left to an operator after a reset',
      { stateSince: ago(900), registeredAt: undefined },
      { bootedAt: ago(800) },
      [],
    ],
  ] as const)('that is not well %s', (_, agentMore, vmMore, expected) => {
    const there = actual(reporting({ state: 'unhealthy', ...agentMore }, vmMore), { routes: [route] });
    expect(names(told, there)).toEqual(expected);
  });

  test('is left alone while no other VM is heard of either', () => {
    const deaf = intent({ agents: { ...agents, areOthersHeard: false } });
    const there = actual(reporting({ state: 'unhealthy', stateSince: ago(900) }), { routes: [route] });
    expect(names(deaf, there)).toEqual([]);
    expect(nextRemedyMs(deaf, there)).toBeUndefined();
    expect(nextRemedyMs(told, actual(reporting({ state: 'unhealthy' })))).toBe(30_000);
  });
});
