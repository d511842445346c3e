import type { InstanceSkuSpec, NetworkSkuSpec, Offer, StorageSkuSpec } from '@seca-hetzner/domain';
import type { Image, Location, ServerType } from '@seca-hetzner/hetzner/schema';
import type { RegionData, ServerTypeData } from './catalogue-data.js';

/** The region that lists first and that the plain URLs lead to. */
const DEFAULT_REGION = 'eu-central';

/** Source: SECA `InstanceSkuSpec`. */
const MAX_VCPU = 60;

/** What Hetzner answered when asked for its offers. */
export interface HetznerOffers {
  locations: readonly Location[];
  serverTypes: readonly ServerType[];
  images: readonly Image[];
}

/**
 * The catalogue as SECA shows it. A region is a network zone, its zones are the zone's locations. Server types
 * that can be created now in every zone of the region are its instance SKUs, under their own names. Volumes and
 * networks come in one kind each; what the schema demands and Hetzner does not promise is the schema's minimum.
 *
 * `imageName` is the system image that boots where no other is named.
 */
export function catalogueOf({ locations, serverTypes, images }: HetznerOffers, imageName: string): Offer[] {
  const names = [...new Set(locations.map((location) => location.network_zone))].toSorted(defaultFirst);
  return names.flatMap((region) => {
    const zones = locations
      .filter((location) => location.network_zone === region)
      .toSorted((a, b) => a.id - b.id)
      .map((location) => location.name);
    return [
      regionOffer(region, zones, images, imageName),
      ...serverTypes.flatMap((type) => instanceSkuOffer(region, zones, type) ?? []),
      storageSkuOffer(region),
      networkSkuOffer(region),
    ];
  });
}

function defaultFirst(left: string, right: string): number {
  if (left === right) return 0;
  if (left === DEFAULT_REGION) return -1;
  if (right === DEFAULT_REGION) return 1;
  return left < right ? -1 : 1;
}

function regionOffer(
  region: string,
  zones: string[],
  images: readonly Image[],
  imageName: string,
): Offer<'region'> {
  const imageId = (architecture: 'x86' | 'arm'): number | undefined =>
    images.find((image) => image.name === imageName && image.architecture === architecture)?.id;
  const providerData: RegionData = {
    networkZone: region,
    imageId: { x86: imageId('x86'), arm: imageId('arm') },
  };
  return { region, kind: 'region', name: region, spec: { availableZones: zones }, ...plain, providerData };
}

const plain = { labels: {}, annotations: {} };

function instanceSkuOffer(
  region: string,
  zones: string[],
  type: ServerType,
): Offer<'instance-sku'> | undefined {
  const availableIn = type.locations
    .filter((location) => location.available)
    .map((location) => location.name);
  const isEverywhere = zones.every((zone) => availableIn.includes(zone));
  if (!isEverywhere || type.cores > MAX_VCPU) return undefined;
  const spec: InstanceSkuSpec = { vCPU: type.cores, ram: Math.max(1, Math.floor(type.memory)) };
  const architecture = type.architecture === 'arm' ? 'arm64' : 'amd64';
  const providerData: ServerTypeData = {
    serverType: type.name,
    architecture: type.architecture === 'arm' ? 'arm' : 'x86',
    diskGb: type.disk,
    monthlyPrice: Object.fromEntries(
      type.prices.map((price) => [price.location, Number(price.price_monthly.net)]),
    ),
    availableIn,
  };
  return {
    region,
    kind: 'instance-sku',
    name: type.name,
    spec,
    // Both spellings are in use: https://github.com/eu-sovereign-cloud/spec
    labels: { ...providerLabels, architecture, Architecture: architecture, cpuType: type.cpu_type },
    annotations: { description: type.description, diskGB: String(type.disk) },
    providerData,
  };
}

const providerLabels = { provider: 'hetzner', Provider: 'hetzner' };

/** Source: Hetzner Cloud, volumes: 10 GB at least, no promise of speed. */
function storageSkuOffer(region: string): Offer<'storage-sku'> {
  const spec: StorageSkuSpec = { iops: 1, minVolumeSize: 10, type: 'remote-durable' };
  return { region, kind: 'storage-sku', name: 'hetzner-volume', spec, ...notGuaranteed };
}

/** Source: Hetzner Cloud, networks: no promise of speed. */
function networkSkuOffer(region: string): Offer<'network-sku'> {
  const spec: NetworkSkuSpec = { bandwidth: 1, packets: 1 };
  return { region, kind: 'network-sku', name: 'hetzner-network', spec, ...notGuaranteed };
}

const notGuaranteed = { labels: providerLabels, annotations: { guaranteed: 'false' }, providerData: {} };
