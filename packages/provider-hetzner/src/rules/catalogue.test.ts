import { expect, test } from 'vitest';
import type { Image, Location, ServerType } from '@seca-hetzner/hetzner/schema';
import { catalogueOf } from './catalogue.js';

const location = (id: number, name: string, network_zone: string): Location => ({
  id,
  name,
  network_zone,
  description: name,
  country: 'DE',
  city: name,
  latitude: 0,
  longitude: 0,
});
const locations = [
  location(4, 'ash', 'us-east'),
  location(2, 'nbg1', 'eu-central'),
  location(1, 'fsn1', 'eu-central'),
];

function serverType(name: string, available: readonly string[], more: Partial<ServerType> = {}): ServerType {
  const price = (where: string) => ({
    location: where,
    price_hourly: { net: '0.01', gross: '0.01' },
    price_monthly: { net: '5.50', gross: '6.00' },
    included_traffic: 0,
    price_per_tb_traffic: { net: '1', gross: '1' },
  });
  return {
    id: 1,
    name,
    description: name.toUpperCase(),
    cores: 2,
    memory: 4,
    disk: 40,
    prices: locations.map((each) => price(each.name)),
    storage_type: 'local',
    cpu_type: 'shared',
    architecture: 'x86',
    locations: locations.map((each) => ({
      id: each.id,
      name: each.name,
      deprecation: null,
      available: available.includes(each.name),
      recommended: true,
    })),
    ...more,
  };
}

const image = (id: number, architecture: 'x86' | 'arm'): Image =>
  ({ id, name: 'debian-12', architecture, type: 'system' }) as Image;

const catalogue = (serverTypes: ServerType[]) =>
  catalogueOf({ locations, serverTypes, images: [image(7, 'x86'), image(8, 'arm')] }, 'debian-12');

test('a region is a network zone, eu-central first, with its locations as zones', () => {
  const regions = catalogue([]).filter((offer) => offer.kind === 'region');
  expect(regions.map(({ name, spec }) => [name, spec])).toEqual([
    ['eu-central', { availableZones: ['fsn1', 'nbg1'] }],
    ['us-east', { availableZones: ['ash'] }],
  ]);
  expect(regions[0]?.providerData).toEqual({ networkZone: 'eu-central', imageId: { x86: 7, arm: 8 } });
});

test('a server type is offered where every zone has it right now', () => {
  const skus = catalogue([
    serverType('everywhere', ['fsn1', 'nbg1', 'ash']),
    serverType('partly', ['fsn1', 'ash']),
  ])
    .filter((offer) => offer.kind === 'instance-sku')
    .map((offer) => `${offer.region}/${offer.name}`);
  expect(skus).toEqual(['eu-central/everywhere', 'us-east/everywhere', 'us-east/partly']);
});

test('sizes come in the units of the contract, architecture under both spellings', () => {
  const [sku] = catalogue([
    serverType('cax', ['fsn1', 'nbg1'], { architecture: 'arm', memory: 0.5, cores: 1 }),
  ]).filter((offer) => offer.kind === 'instance-sku');
  expect(sku).toMatchObject({
    spec: { vCPU: 1, ram: 1 },
    labels: { architecture: 'arm64', Architecture: 'arm64' },
    providerData: { diskGb: 40, monthlyPrice: { fsn1: 5.5 } },
  });
});

test('every region has one storage and one network SKU, whose figures are said not to be guaranteed', () => {
  const others = catalogue([]).filter(
    (offer) => offer.kind === 'storage-sku' || offer.kind === 'network-sku',
  );
  expect(others).toHaveLength(4);
  for (const offer of others) expect(offer.annotations).toEqual({ guaranteed: 'false' });
});
