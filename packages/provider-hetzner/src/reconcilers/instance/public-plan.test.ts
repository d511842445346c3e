import { describe, expect, test } from 'vitest';
import type { Resource } from '@seca-hetzner/domain';
import type { Server } from '@seca-hetzner/hetzner/schema';
import { planPublicSide, whatPublicSideAwaits, type PublicSituation } from './public-plan.js';
import { noPublicActual, type PublicActual, type PublicAddressIntent } from './public-side.js';

const SERVER = 1;

function address(
  name: string,
  more: Partial<PublicAddressIntent> = {},
  version = 'IPv4',
): PublicAddressIntent {
  const publicIp = { uid: `uid-${name}`, name, spec: { version } } as unknown as Resource<'public-ip'>;
  return { publicIp, nicUid: 'uid-nic', location: 'fsn1', primaryIpId: 7, assigneeId: null, ...more };
}

function situation(addresses: PublicAddressIntent[], groups?: [name: string, firewallId?: number][]) {
  return {
    instance: { name: 'vm' },
    location: 'fsn1',
    publicSide: {
      addresses,
      groups: groups?.map(([name, firewallId]) => ({ group: { uid: `uid-${name}`, name }, firewallId })),
      attached: [],
      missing: new Map(),
    },
  } as unknown as PublicSituation;
}

interface There {
  status?: string;
  ipv4?: number;
  ipv6?: number;
  firewalls?: [id: number, status: string][];
}

function server({ status = 'off', ipv4, ipv6, firewalls = [] }: There = {}): Server {
  const family = (id: number | undefined) => (id === undefined ? null : { id, ip: `address-${id}` });
  return {
    id: SERVER,
    status,
    public_net: {
      ipv4: family(ipv4),
      ipv6: family(ipv6),
      firewalls: firewalls.map(([id, state]) => ({ id, status: state })),
    },
  } as unknown as Server;
}

const known = (more: Partial<PublicActual>): PublicActual => ({ ...noPublicActual, ...more });
const told = known({ areOthersTold: true });

/** The plan in short: `assign-public-ip`, and for a wait its reason. */
const steps = (wanted: PublicSituation, there: Server, actual = noPublicActual) =>
  planPublicSide(wanted, actual, there).map((step) =>
    step.do === 'wait' ? `wait: ${step.reason}` : step.do,
  );

describe('the addresses of a server that is off', () => {
  test('are put on, one per family', () => {
    const both = situation([
      address('a'),
      address('b', { primaryIpId: 8 }, 'IPv6'),
      address('c', { primaryIpId: 9 }),
    ]);
    expect(steps(both, server())).toEqual(['assign-public-ip', 'assign-public-ip']);
    expect(steps(both, server({ ipv4: 7, ipv6: 8 }))).toEqual([]);
  });

  test('of another location are left alone', () => {
    expect(steps(situation([address('a', { location: 'nbg1' })]), server())).toEqual([]);
  });

  test('that are not wanted any more are taken off first, where they are ours', () => {
    const actual = known({ publicIpUids: new Map([[5, 'uid-old']]) });
    expect(steps(situation([address('a')]), server({ ipv4: 5 }), actual)).toEqual(['unassign-public-ip']);
    expect(steps(situation([address('a')]), server({ ipv4: 5 }))).toEqual([
      'wait: the server has a public address address-5 that is not ours to take off',
    ]);
  });

  test('are waited for', () => {
    const notThere = situation([address('a', { primaryIpId: undefined })]);
    expect(steps(notThere, server())).toEqual(["wait: public IP 'a' is not there yet"]);
    const elsewhere = situation([address('a', { assigneeId: 2 })]);
    const wait = "wait: public IP 'a' is on another server until its next stop";
    expect(steps(elsewhere, server())).toEqual(['tell-others', wait]);
    expect(steps(elsewhere, server(), told)).toEqual([wait]);
  });
});

test('the addresses of a running server stay as they are, and its NIC says what comes', () => {
  const wanted = situation([address('a')]);
  const running = server({ status: 'running' });
  const nic = { uid: 'uid-nic', status: { state: 'updating' } } as Resource<'nic'>;
  expect(steps(wanted, running)).toEqual([]);
  expect(whatPublicSideAwaits(wanted, nic, noPublicActual, running)).toBe(
    "public IP 'a' comes with the next stop of instance 'vm'",
  );
  expect(whatPublicSideAwaits(wanted, nic, noPublicActual, server({ ipv4: 7 }))).toBeUndefined();
  const elsewhere = situation([address('a', { location: 'nbg1' })]);
  expect(whatPublicSideAwaits(elsewhere, nic, noPublicActual, running)).toBe(
    "public IP 'a' lies in location 'nbg1', the instance in 'fsn1'",
  );
});

describe('the filters', () => {
  const wanted = situation([address('a')], [['g', 3]]);
  const wait = "wait: security group 'g' is not in force yet";

  test('have to be on before anything else happens, and are told once', () => {
    expect(steps(wanted, server({ ipv4: 7 }))).toEqual(['tell-others', wait]);
    expect(steps(wanted, server({ ipv4: 7 }), told)).toEqual([wait]);
    expect(steps(wanted, server({ ipv4: 7, firewalls: [[3, 'pending']] }))).toEqual([wait]);
    expect(steps(wanted, server({ ipv4: 7, firewalls: [[3, 'applied']] }))).toEqual([]);
  });

  test('that are not there at all are waited for as well', () => {
    expect(steps(situation([address('a')], [['g']]), server({ ipv4: 7 }), told)).toEqual([wait]);
  });

  test('that are not wanted any more hold nothing up', () => {
    const actual = known({ groupUids: new Map([[4, 'uid-old']]) });
    const firewalls: [number, string][] = [
      [3, 'applied'],
      [4, 'applied'],
    ];
    expect(steps(wanted, server({ ipv4: 7, firewalls }), actual)).toEqual(['tell-others']);
  });

  test('are nobody’s concern while there is no public interface', () => {
    expect(steps(situation([], [['g', 3]]), server())).toEqual([]);
  });
});
