import { expect, test } from 'vitest';
import type { CatalogueItem } from '@seca-hetzner/domain';
import type { RegionData, ServerTypeData } from './catalogue-data.js';
import { monthlyPrice } from './prices.js';

const type = (serverType: string, price: number, availableIn = ['fsn1']): ServerTypeData => ({
  serverType,
  architecture: 'x86',
  diskGb: 40,
  monthlyPrice: { fsn1: price },
  availableIn,
});

const regionOf = (data: Partial<RegionData>): CatalogueItem<'region'> =>
  ({
    spec: { availableZones: ['a'] },
    providerData: {
      networkZone: 'eu-central',
      locations: { a: 'fsn1', b: 'hel1' },
      imageId: { x86: 1, arm: undefined },
      serverTypes: [type('large', 9), type('small', 4), type('gone', 1, [])],
      primaryIpPrice: { ipv4: { fsn1: 0.5 }, ipv6: { fsn1: 0 } },
      ...data,
    },
  }) as unknown as CatalogueItem<'region'>;

const region = regionOf({});
const sku = { providerData: type('large', 9) } as unknown as CatalogueItem<'instance-sku'>;
const volume = { annotations: { monthlyPriceNetPerGB: '0.0440' } } as unknown as CatalogueItem<'storage-sku'>;

test('an instance costs what its server type costs in the location of its zone', () => {
  expect(monthlyPrice({ type: 'instance', region, count: 2, sku, zone: 'a' })).toBe(18);
  expect(monthlyPrice({ type: 'instance', region, count: 2, sku, zone: 'b' })).toBeUndefined();
});

test('a block storage costs by the GB', () => {
  expect(monthlyPrice({ type: 'block-storage', region, count: 100, sku: volume })).toBeCloseTo(4.4);
});

test('a gateway costs the cheapest server that can be had there, and an address', () => {
  expect(monthlyPrice({ type: 'gateway', region, count: 1, zone: 'a' })).toBe(4.5);
  expect(monthlyPrice({ type: 'gateway', region, count: 1, zone: 'b' })).toBeUndefined();
});

test('what the catalogue does not tell has no price', () => {
  const { primaryIpPrice: _none, ...old } = region.providerData as RegionData;
  const before = { ...region, providerData: old };
  expect(
    monthlyPrice({ type: 'public-ip', region: before, count: 1, zone: 'a', version: 'IPv4' }),
  ).toBeUndefined();
  expect(monthlyPrice({ type: 'public-ip', region, count: 3, zone: 'a', version: 'IPv4' })).toBe(1.5);
});
