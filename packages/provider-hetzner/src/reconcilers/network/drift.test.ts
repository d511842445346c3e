import { describe, expect, test } from 'vitest';
import { ipv4Range, type Binding, type Resource } from '@seca-hetzner/domain';
import type { Network, Server } from '@seca-hetzner/hetzner/schema';
import { noNatVm, type NatVmActual, type NetworkActual } from './actual.js';
import { healingsOf, planWithDrift } from './drift.js';
import type { GatewayIntent, NetworkIntent } from './intent.js';
import { configurationDigest } from './nat-vm.js';

const ALIAS = '10.0.1.253';
const route = { destination: '0.0.0.0/0', gateway: ALIAS };
const addresses = { own: '10.0.1.254', alias: ALIAS };

const place = {
  subnetUid: 's',
  subnetRange: '10.0.1.0/24',
  location: 'fsn1',
  sourcePrefixes: ['10.0.1.0/24'],
  serverTypes: [
    { serverType: 'cx23', architecture: 'x86', diskGb: 40, monthlyPrice: { fsn1: 5 }, availableIn: ['fsn1'] },
  ],
  imageIds: { x86: 1, arm: 2 },
} satisfies GatewayIntent['place'];

const settled = {
  network: { subnets: ['10.0.1.0/24'], routes: [route] },
  'nat-vm': {
    hasPublicIpv4: true,
    location: 'fsn1',
    attachment: { ip: addresses.own, aliasIps: [ALIAS] },
  },
  'nat-ip': { ip: '198.51.100.7' },
};

/** A network that was in order once, and whose drift is only to be reported. */
function intent(more: Partial<NetworkIntent> = {}): NetworkIntent {
  const gateway = { uid: 'gw', name: 'gw' } as Resource<'internet-gateway'>;
  const bindings = Object.entries(settled).map(
    ([role, was]) =>
      ({
        role,
        resourceUid: role === 'network' ? 'n' : 'gw',
        settled: was,
        drift: null,
      }) as unknown as Binding,
  );
  const table = { uid: 'rt', name: 'rt', createdAt: new Date(0) } as Resource<'routing-table'>;
  return {
    network: { uid: 'n', name: 'n' } as Resource<'network'>,
    ipRange: '10.0.0.0/16',
    networkZone: 'eu-central',
    connectionId: 'c',
    workspaceUid: 'w',
    subnets: [
      {
        subnet: { uid: 's', name: 's' } as Resource<'subnet'>,
        range: ipv4Range('10.0.1.0/24'),
        tableUid: 'rt',
      },
    ],
    tables: [
      { table, routes: [{ destination: '0.0.0.0/0', target: { type: 'gateway', gatewayUid: 'gw' } }] },
    ],
    gateways: [{ gateway, use: 'needed', place, addresses, agent: undefined }],
    agents: undefined,
    driftHealing: 'report',
    bindings,
    now: new Date(0),
    ...more,
  };
}

function actual(server: Partial<Server> | undefined, network: Partial<Network> = {}): NetworkActual {
  const vm: NatVmActual = {
    ...noNatVm,
    server:
      server &&
      ({
        id: 5,
        status: 'running',
        location: { name: 'fsn1' },
        public_net: { ipv4: { id: 9 } },
        private_net: [{ network: 1, ip: addresses.own, alias_ips: [ALIAS], mac_address: '' }],
        ...server,
      } as unknown as Server),
    primaryIp: { id: 9, location: { name: 'fsn1' } } as NatVmActual['primaryIp'],
    isServerBound: true,
    isPrimaryIpBound: true,
    configuration: configurationDigest(intent(), 'gw', place, addresses),
    addresses,
  };
  const there = { id: 1, subnets: [{ ip_range: '10.0.1.0/24' }], routes: [route], servers: [], ...network };
  return {
    session: undefined,
    network: there as unknown as Network,
    isNetworkBound: true,
    natVms: new Map([['gw', vm]]),
    soldOut: [],
  };
}

const found = (there: NetworkActual): string[] => healingsOf(intent(), there).map((healing) => healing.found);

describe('what somebody else has changed', () => {
  test.each([
    ['nothing', actual({}), []],
    ['the route is gone', actual({}, { routes: [] }), [`route 0.0.0.0/0 via ${ALIAS} is gone`]],
    [
      'a route was added',
      actual({}, { routes: [route, { destination: '10.9.0.0/16', gateway: '10.0.1.9' }] }),
      ['route 10.9.0.0/16 via 10.0.1.9 was added'],
    ],
    ['a subnet is gone', actual({}, { subnets: [] }), ['subnet 10.0.1.0/24 is gone']],
    ['the VM is off', actual({ status: 'off' }), ['the NAT VM does not run']],
    [
      'the VM lacks the alias',
      actual({ private_net: [{ network: 1, ip: addresses.own, alias_ips: [], mac_address: '' }] }),
      ['the NAT VM lacks the address that routes lead to'],
    ],
  ])('%s', (_, there, expected) => {
    expect(found(there)).toEqual(expected);
  });

  test('is left where it is only to be reported, and the run says what', () => {
    const off = actual({ status: 'off' });
    expect(planWithDrift(intent(), off)).toEqual([
      { do: 'wait', reason: 'drift is only reported: the NAT VM does not run' },
    ]);
    expect(planWithDrift(intent({ driftHealing: 'heal' }), off)).toEqual([
      { do: 'power-on-nat-vm', gatewayUid: 'gw' },
    ]);
  });

  test('is not undone by booting a VM that is to be rebuilt', () => {
    const off = actual({ status: 'off' });
    const outdated = { ...off.natVms.get('gw')!, configuration: 'another' };
    const steps = planWithDrift(intent(), { ...off, natVms: new Map([['gw', outdated]]) });
    expect(steps.map((step) => step.do)).toEqual(['wait']);
  });

  test('does not hold up what a user asks for', () => {
    const range = ipv4Range('10.0.2.0/24');
    const wanted = intent();
    wanted.subnets.push({
      subnet: { uid: 't', name: 't' } as Resource<'subnet'>,
      range,
      tableUid: undefined,
    });
    const steps = planWithDrift(wanted, actual({}, { routes: [] }));
    expect(steps.map((step) => step.do)).toEqual(['add-subnet', 'wait']);
    expect(steps[0]).toEqual({ do: 'add-subnet', range: '10.0.2.0/24' });
  });

  test('does not hold up the deletion of a network', () => {
    const network = { uid: 'n', name: 'n', deletedAt: new Date(0) } as Resource<'network'>;
    const wanted = intent({ network });
    const steps = planWithDrift(
      { ...wanted, gateways: wanted.gateways.map((gateway) => ({ ...gateway, use: 'leaving' })) },
      actual({ status: 'off' }),
    );
    expect(steps.map((step) => step.do)).toContain('delete-network');
  });
});
