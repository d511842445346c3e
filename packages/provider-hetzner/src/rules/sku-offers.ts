/** One offer of Hetzner as SECA shows it. */
import type { InstanceSkuSpec, NetworkSkuSpec, Offer, StorageSkuSpec } from '@seca-hetzner/domain';
import type { Pricing, ServerType } from '@seca-hetzner/hetzner/schema';
import type { ServerTypeData } from './catalogue-data.js';

/** Source: SECA `InstanceSkuSpec`. */
const MAX_VCPU = 60;

/** Both spellings are in use: https://github.com/eu-sovereign-cloud/spec */
const providerLabels = { provider: 'hetzner', Provider: 'hetzner' };

export interface NamedSku {
  name: string;
  /** Beside those that say what it is. */
  labels: Record<string, string>;
}

export function serverTypeData(type: ServerType): ServerTypeData {
  return {
    serverType: type.name,
    architecture: type.architecture === 'arm' ? 'arm' : 'x86',
    diskGb: type.disk,
    monthlyPrice: Object.fromEntries(
      type.prices.map((price) => [price.location, Number(price.price_monthly.net)]),
    ),
    availableIn: type.locations.filter(({ available }) => available).map(({ name }) => name),
  };
}

/** Prices are those of `location`; `undefined` for a type that is larger than SECA can say. */
export function instanceSkuOffer(
  { region, name, labels, location }: NamedSku & { region: string; location: string },
  type: ServerType,
  { currency }: Pricing,
): Offer<'instance-sku'> | undefined {
  if (type.cores > MAX_VCPU) return undefined;
  const spec: InstanceSkuSpec = { vCPU: type.cores, ram: Math.max(1, Math.floor(type.memory)) };
  const architecture = type.architecture === 'arm' ? 'arm64' : 'amd64';
  const price = type.prices.find((each) => each.location === location);
  return {
    region,
    kind: 'instance-sku',
    name,
    spec,
    labels: {
      ...providerLabels,
      architecture,
      Architecture: architecture,
      cpuType: type.cpu_type,
      ...labels,
    },
    annotations: {
      description: type.description,
      serverType: type.name,
      diskGB: String(type.disk),
      ...(price
        ? { hourlyPriceNet: price.price_hourly.net, monthlyPriceNet: price.price_monthly.net, currency }
        : {}),
    },
    providerData: serverTypeData(type),
  };
}

/** What the schema demands and Hetzner does not promise is the schema's minimum, and said not to be guaranteed. */
const NOT_GUARANTEED = { guaranteed: 'false' };

/** Source: Hetzner Cloud, volumes: 10 GB at least, no promise of speed. */
export function storageSkuOffer(
  region: string,
  { name, labels }: NamedSku,
  { volume, currency }: Pricing,
): Offer<'storage-sku'> {
  const spec: StorageSkuSpec = { iops: 1, minVolumeSize: 10, type: 'remote-durable' };
  const annotations = { ...NOT_GUARANTEED, monthlyPriceNetPerGB: volume.price_per_gb_month.net, currency };
  return {
    region,
    kind: 'storage-sku',
    name,
    spec,
    labels: { ...providerLabels, ...labels },
    annotations,
    providerData: {},
  };
}

/** Source: Hetzner Cloud, networks: no promise of speed, no price. */
export function networkSkuOffer(region: string, { name, labels }: NamedSku): Offer<'network-sku'> {
  const spec: NetworkSkuSpec = { bandwidth: 1, packets: 1 };
  return {
    region,
    kind: 'network-sku',
    name,
    spec,
    labels: { ...providerLabels, ...labels },
    annotations: NOT_GUARANTEED,
    providerData: {},
  };
}
