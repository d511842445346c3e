import { expect, test } from 'vitest';
import type { RegionData, ServerTypeData } from './catalogue-data.js';
import { monthlyPriceOfCall, type SmokeOffers } from './smoke-price.js';

const type: ServerTypeData = {
  serverType: 'cx23',
  architecture: 'x86',
  diskGb: 40,
  monthlyPrice: { fsn1: 3, hel1: 4 },
  availableIn: ['fsn1', 'hel1'],
};
const region: RegionData = {
  networkZone: 'eu-central',
  locations: {},
  imageId: { x86: 1, arm: 2 },
  primaryIpPrice: { ipv4: { fsn1: 0.5, hel1: 0.6 }, ipv6: { fsn1: 0, hel1: 0 } },
  serverTypes: [type],
};
const offers: SmokeOffers = { regions: [region], pricePerGb: 0.05 };

test.each([
  [
    'a server',
    'POST /servers',
    { server_type: 'cx23', location: 'fsn1', public_net: { enable_ipv4: false } },
    3,
  ],
  ['a server with a new address', 'POST /servers', { server_type: 'cx23', location: 'fsn1' }, 3.5],
  [
    'a server with an address that is there',
    'POST /servers',
    { server_type: 'cx23', location: 'fsn1', public_net: { enable_ipv4: true, ipv4: 7 } },
    3,
  ],
  [
    'another type, wherever it is dearest',
    'POST /servers/{id}/actions/change_type',
    { server_type: 'cx23' },
    4,
  ],
  ['a snapshot, as large as the largest disk', 'POST /servers/{id}/actions/create_image', {}, 2],
  ['a volume', 'POST /volumes', { size: 10 }, 0.5],
  ['a larger volume', 'POST /volumes/{id}/actions/resize', { size: 20 }, 1],
  ['an address', 'POST /primary_ips', { type: 'ipv4', location: 'hel1' }, 0.6],
])('%s costs its price', (_, operation, body, price) => {
  expect(monthlyPriceOfCall(operation, body, offers)).toBeCloseTo(price);
});

test('what nothing is known of has no price', () => {
  expect(
    monthlyPriceOfCall('POST /servers', { server_type: 'cx99', location: 'fsn1' }, offers),
  ).toBeUndefined();
  expect(
    monthlyPriceOfCall('POST /volumes', { size: 10 }, { ...offers, pricePerGb: undefined }),
  ).toBeUndefined();
  expect(monthlyPriceOfCall('POST /load_balancers', {}, offers)).toBeUndefined();
});
