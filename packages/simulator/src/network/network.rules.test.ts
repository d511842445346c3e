import { expect, test } from 'vitest';
import { aNetwork, aSubnet } from './fixtures.js';
import {
  checkExtension,
  checkNetworkRange,
  checkSubnet,
  gatewayText,
  type SubnetRequest,
} from './network.rules.js';

const zones = new Set(['eu-central', 'us-east']);

function request(ipRange: string | undefined, fields: Partial<SubnetRequest> = {}): SubnetRequest {
  return { type: 'cloud', ipRange, networkZone: 'eu-central', vswitchId: undefined, ...fields };
}

test.each(['10.0.0.0/8', '10.0.0.0/16', '192.168.7.0/24', '172.16.0.0/12'])(
  '%s is a network range',
  (range) => {
    expect(() => checkNetworkRange(range)).not.toThrow();
  },
);

test.each(['10.0.0.0/25', '10.0.0.0/7', '172.32.0.0/16', '192.168.0.0/15', '10.0.1.0/16', '10.0.0.0'])(
  '%s is none',
  (range) => {
    expect(() => checkNetworkRange(range)).toThrow("invalid input in field 'ip_range'");
  },
);

test("the gateway is the first address of the network's range", () => {
  expect(gatewayText(aNetwork({ ipRange: '192.168.7.0/24' }))).toBe('192.168.7.1');
});

test('the first free /24 stays clear of subnets and destinations, but not of the default route', () => {
  const network = aNetwork({
    subnets: [aSubnet('10.0.0.0/24'), aSubnet('10.0.2.128/25')],
    routes: [
      { destination: '0.0.0.0/0', gateway: '10.0.0.9' },
      { destination: '10.0.1.0/24', gateway: '10.0.0.9' },
    ],
  });
  expect(checkSubnet(network, request(undefined), zones).ipRange).toBe('10.0.3.0/24');
});

test('a network without a free /24 says so', () => {
  const network = aNetwork({ ipRange: '10.0.0.0/24', subnets: [aSubnet('10.0.0.0/30')] });
  expect(() => checkSubnet(network, request(undefined), zones)).toThrow('no free /24 range left');
});

test.each([
  [request('10.0.1.0/25'), 'overlaps'],
  [request('10.0.0.0/16'), 'overlaps'],
  [request('10.1.0.0/24'), 'not part of the network IP range (10.0.0.0/16)'],
  [request('10.0.2.0/31'), '/30 or larger'],
  [request('10.0.2.1/24'), 'CIDR'],
  [request('10.0.2.0/24', { networkZone: 'mars' }), 'network_zone'],
  [request('10.0.2.0/24', { networkZone: 'us-east' }), 'same for all subnets'],
  [request('10.0.2.0/24', { type: 'vswitch' }), 'vswitch_id'],
  [request('10.0.2.0/24', { vswitchId: 7 }), 'vswitch_id'],
])('a subnet %j is refused: %s', (wrong, message) => {
  expect(() => checkSubnet(aNetwork(), wrong, zones)).toThrow(message);
});

test('a range grows at its end only', () => {
  expect(() => checkExtension(aNetwork(), '10.0.0.0/15')).not.toThrow();
  for (const range of ['10.0.0.0/17', '10.1.0.0/16', '10.2.0.0/15']) {
    expect(() => checkExtension(aNetwork(), range)).toThrow('extended');
  }
});
