import type { SkuKind } from '../resource/kinds.js';

/** What a region offers. Source: SECA `RegionSpec`, without the providers' URLs, which are ours to give. */
export interface RegionSpec {
  /** The first is the default zone. */
  availableZones: string[];
}

/** Source: SECA `InstanceSkuSpec`; `ram` in GB. */
export interface InstanceSkuSpec {
  vCPU: number;
  ram: number;
}

/** Source: SECA `StorageSkuSpec`; `minVolumeSize` in GB. */
export interface StorageSkuSpec {
  iops: number;
  minVolumeSize: number;
  type: 'remote-durable' | 'local-durable' | 'local-ephemeral';
}

/** Source: SECA `NetworkSkuSpec`; `bandwidth` in Mbit/s, `packets` per second. */
export interface NetworkSkuSpec {
  bandwidth: number;
  packets: number;
}

interface CatalogueSpecs {
  region: RegionSpec;
  'instance-sku': InstanceSkuSpec;
  'storage-sku': StorageSkuSpec;
  'network-sku': NetworkSkuSpec;
}

export type CatalogueKind = keyof CatalogueSpecs;

interface CatalogueItemOf<K extends CatalogueKind> {
  provider: string;
  region: string;
  kind: K;
  name: string;
  spec: CatalogueSpecs[K];
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** What only the provider's own code understands of it. */
  providerData: object;
  isWithdrawn: boolean;
  version: number;
  createdAt: Date;
  modifiedAt: Date;
}

/** An entry of the catalogue: a region or a SKU in it. */
export type CatalogueItem<K extends CatalogueKind = CatalogueKind> = {
  [Each in K]: CatalogueItemOf<Each>;
}[K];

export type SkuItem = CatalogueItem<SkuKind>;

/** What stands for the region where a kind has none. */
export const NO_REGION: CatalogueItem<'region'> = {
  provider: '',
  region: '',
  kind: 'region',
  name: '',
  spec: { availableZones: [] },
  labels: {},
  annotations: {},
  providerData: {},
  isWithdrawn: false,
  version: 1,
  createdAt: new Date(0),
  modifiedAt: new Date(0),
};

/** The shared tenant that SKUs live in, under both of its names in the specification. */
export const PUBLIC_TENANTS: readonly string[] = ['public', 'seca'];
