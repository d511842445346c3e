import { expect, test } from 'vitest';
import { aNetwork, aSubnet } from './fixtures.js';
import { checkRoute, MAXIMUM_ROUTES } from './route.rules.js';

const gateway = '10.0.1.5';
const overlaps = 'network route destination overlaps with another subnetwork or network route';

test.each(['0.0.0.0/0', '10.0.2.0/24', '10.244.0.0/16', '192.168.0.0/16', '172.16.0.0/16', '10.9.9.9/32'])(
  '%s is a destination',
  (destination) => {
    expect(() => checkRoute(aNetwork(), { destination, gateway })).not.toThrow();
  },
);

test.each([
  ['10.0.1.0/24', overlaps],
  ['10.0.1.128/25', overlaps],
  ['10.0.0.0/8', overlaps],
  ['8.8.8.0/24', 'RFC 1918'],
  ['100.64.0.0/10', 'RFC 1918'],
  ['0.0.0.0/1', 'RFC 1918'],
  ['172.31.0.0/16', '172.31.1.1'],
  ['172.31.1.1/32', '172.31.1.1'],
  ['10.0.2.1/24', 'CIDR'],
  ['fd00::/8', 'CIDR'],
])('%s is none: %s', (destination, message) => {
  expect(() => checkRoute(aNetwork(), { destination, gateway })).toThrow(message);
});

test('the default route stands beside every other route, but only once', () => {
  const both = aNetwork({
    routes: [
      { destination: '0.0.0.0/0', gateway },
      { destination: '10.100.0.0/16', gateway },
    ],
  });
  expect(() => checkRoute(both, { destination: '10.101.0.0/16', gateway })).not.toThrow();
  expect(() => checkRoute(both, { destination: '10.100.1.0/24', gateway })).toThrow(overlaps);
  expect(() => checkRoute(both, { destination: '0.0.0.0/0', gateway: '10.0.1.6' })).toThrow(overlaps);
});

test.each([
  ['10.0.0.1', 'invalid gateway'],
  ['172.31.1.1', 'invalid gateway'],
  ['10.0.9.9', 'invalid gateway'],
  ['10.1.0.1', 'not part of the network IP range (10.0.0.0/16)'],
  ['203.0.113.1', 'not part of the network IP range (10.0.0.0/16)'],
  ['x', 'not a valid IPv4 address'],
])('%s is no gateway: %s', (wrong, message) => {
  const vswitch = aSubnet('10.0.9.0/24', { type: 'vswitch', vswitchId: 7 });
  const network = aNetwork({ subnets: [aSubnet('10.0.1.0/24'), vswitch] });
  expect(() => checkRoute(network, { destination: '0.0.0.0/0', gateway: wrong })).toThrow(message);
});

test('a gateway need not lie in a subnet', () => {
  expect(() => checkRoute(aNetwork(), { destination: '0.0.0.0/0', gateway: '10.0.77.7' })).not.toThrow();
});

test('a network takes 100 routes', () => {
  const routes = Array.from({ length: MAXIMUM_ROUTES }, (_, n) => ({
    destination: `10.1.${n}.0/24`,
    gateway,
  }));
  expect(() => checkRoute(aNetwork({ routes }), { destination: '0.0.0.0/0', gateway })).toThrow(
    'route limit reached',
  );
});
