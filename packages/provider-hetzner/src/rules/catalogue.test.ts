import { expect, test } from 'vitest';
import type { Image, Location, Pricing, ServerType } from '@seca-hetzner/hetzner/schema';
import { catalogueFileSchema, type CatalogueFile } from './catalogue-file.js';
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

const pricing = {
  currency: 'EUR',
  volume: { price_per_gb_month: { net: '0.0440', gross: '0.0524' } },
  primary_ips: [
    { type: 'ipv4', prices: [{ location: 'fsn1', price_monthly: { net: '0.5000', gross: '0.5950' } }] },
  ],
} as unknown as Pricing;

const catalogue = (serverTypes: ServerType[], file?: CatalogueFile) =>
  catalogueOf(
    { locations, serverTypes, images: [image(7, 'x86'), image(8, 'arm')], pricing },
    { imageName: 'debian-12', file },
  );

const instanceSkus = (serverTypes: ServerType[], file?: CatalogueFile) =>
  catalogue(serverTypes, file).filter((offer) => offer.kind === 'instance-sku');

test('a region is a network zone, eu-central first, with its locations as zones', () => {
  const regions = catalogue([]).filter((offer) => offer.kind === 'region');
  expect(regions.map(({ name, spec }) => [name, spec])).toEqual([
    ['eu-central', { availableZones: ['fsn1', 'nbg1'] }],
    ['us-east', { availableZones: ['ash'] }],
  ]);
  expect(regions[0]?.providerData).toMatchObject({
    networkZone: 'eu-central',
    locations: { fsn1: 'fsn1', nbg1: 'nbg1' },
    imageId: { x86: 7, arm: 8 },
    primaryIpPrice: { ipv4: { fsn1: 0.5 } },
  });
});

test('a server type is offered where every zone has it right now', () => {
  const skus = instanceSkus([
    serverType('everywhere', ['fsn1', 'nbg1', 'ash'], { cores: 0 }),
    serverType('partly', ['fsn1', 'ash'], { cores: 0 }),
  ]).map((offer) => `${offer.region}/${offer.name}`);
  expect(skus).toEqual(['eu-central/everywhere', 'us-east/everywhere', 'us-east/partly']);
});

test('sizes come in the units of the contract, architecture under both spellings', () => {
  const [sku] = instanceSkus([
    serverType('cax', ['fsn1', 'nbg1'], { architecture: 'arm', memory: 0.5, cores: 1 }),
  ]);
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
  for (const offer of others) expect(offer.annotations).toMatchObject({ guaranteed: 'false' });
});

test('a SKU carries its price in the default zone, a volume its price per GB', () => {
  const [sku] = instanceSkus([serverType('cx', ['fsn1', 'nbg1'])]);
  expect(sku?.annotations).toMatchObject({
    hourlyPriceNet: '0.01',
    monthlyPriceNet: '5.50',
    currency: 'EUR',
  });
  const volume = catalogue([]).find(({ kind }) => kind === 'storage-sku');
  expect(volume?.annotations).toMatchObject({ monthlyPriceNetPerGB: '0.0440', currency: 'EUR' });
});

test('a tier stands for the cheapest type that has as much of each, dedicated or shared as it says', () => {
  const everywhere = ['fsn1', 'nbg1'];
  const priced = (name: string, price: string, more: Partial<ServerType>): ServerType => {
    const type = serverType(name, everywhere, more);
    const prices = type.prices.map((each) => ({ ...each, price_monthly: { net: price, gross: price } }));
    return { ...type, prices };
  };
  const skus = instanceSkus([
    priced('dear', '9.00', { cores: 2, memory: 8 }),
    priced('cheap', '4.00', { cores: 2, memory: 4 }),
    priced('arm', '1.00', { cores: 2, memory: 4, architecture: 'arm' }),
    priced('own', '20.00', { cores: 2, memory: 8, cpu_type: 'dedicated' }),
  ]);
  const typeOf = (tier: string) => skus.find(({ name }) => name === tier)?.annotations['serverType'];
  expect([typeOf('SS'), typeOf('SM'), typeOf('D2XS'), typeOf('DM')]).toEqual([
    'cheap',
    undefined,
    'own',
    undefined,
  ]);
  expect(skus.find(({ name }) => name === 'D2XS')?.labels).toMatchObject({ Tier: 'D2XS', tier: 'D2XS' });
});

test("a catalogue file pins names, labels and zones, and what is behind them is still Hetzner's", () => {
  const file = catalogueFileSchema.parse({
    regions: [
      {
        name: 'home',
        networkZone: 'eu-central',
        zones: [
          { name: 'a', location: 'nbg1' },
          { name: 'b', location: 'nbg1' },
        ],
        instanceSkus: [
          { name: 'small', serverType: 'cx', labels: { size: 's' } },
          { name: 'SS', tier: 'SS' },
          { name: 'gone', serverType: 'cx-old' },
        ],
        storageSkus: [{ name: 'disk' }],
        networkSkus: [{ name: 'net' }],
      },
    ],
  });
  const offers = catalogue([serverType('cx', ['nbg1'])], file);
  expect(offers.map(({ region, kind, name }) => `${region} ${kind} ${name}`)).toEqual([
    'home region home',
    'home instance-sku small',
    'home instance-sku SS',
    'home storage-sku disk',
    'home network-sku net',
  ]);
  expect(offers[0]).toMatchObject({
    spec: { availableZones: ['a', 'b'] },
    providerData: { networkZone: 'eu-central', locations: { a: 'nbg1', b: 'nbg1' } },
  });
  expect(offers[1]).toMatchObject({ labels: { size: 's' }, providerData: { serverType: 'cx' } });
});
