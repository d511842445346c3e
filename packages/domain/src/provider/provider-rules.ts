import type { Fault } from '../errors.js';
import type { SecurityGroupRuleSpec } from '../network/security-group-rule.js';
import type { CatalogueItem } from '../region/catalogue.js';
import type { Kind } from '../resource/kinds.js';
import type { Resource } from '../resource/resource.js';
import type { PricedItem } from '../spend/priced-item.js';
import type { Binding } from './provider-binding.repository.js';

/** A NIC as an instance would take it. */
export interface NicSituation {
  /** Pointer of the reference in the instance. */
  pointer: string;
  nic: Resource<'nic'>;
  subnet: Resource<'subnet'> | undefined;
  network: Resource<'network'> | undefined;
}

/** A public IP as an instance would get it through a NIC. */
export interface PublicIpSituation {
  /** Pointer of the reference to blame, in the resource that is written. */
  pointer: string;
  publicIp: Resource<'public-ip'>;
}

/** What is known beside the resource itself when it is to be written. */
export interface WriteSituation {
  /** The stored resource that the write would replace. */
  existing: Resource | undefined;
  region: CatalogueItem<'region'>;
  /** Instances: its SKU, its boot volume, and the NICs it names, as far as they exist. */
  sku?: CatalogueItem;
  bootVolume?: Resource<'block-storage'>;
  /** Instances: what the provider holds for the instance itself and for its boot volume. */
  bindings?: readonly Binding[];
  nics?: readonly NicSituation[];
  /** NICs: the instance that uses the NIC. */
  user?: Resource<'instance'>;
  /** NICs: what the NIC names; instances: what their NICs name. As far as it exists. */
  publicIps?: readonly PublicIpSituation[];
  /** Security groups: the rules that the group names beside its own. */
  referencedRules?: readonly SecurityGroupRuleSpec[];
  /** New images: the block storage they are made of, if it exists. */
  source?: VolumeSituation;
  /** Instances and block storages: the image that is to be on the boot volume, or on the block storage. */
  image?: { image: Resource<'image'>; bindings: readonly Binding[] };
  /** Block storages: the SKUs of the instances that boot from it. */
  bootSkus?: readonly CatalogueItem[];
  /** Instances: the block storages it names as data volumes, by pointer, as far as they exist. */
  dataVolumes?: ReadonlyMap<string, VolumeSituation>;
  /** Instances: how many others of the workspace are in its anti-affinity group. */
  groupMembers?: number;
  /** Block storages: the connection of the workspace. */
  connectionId?: string;
}

/** A block storage, what instances have it for, and what the provider holds for it. */
export interface VolumeSituation {
  volume: Resource<'block-storage'>;
  isBoot: boolean;
  isData: boolean;
  bindings: readonly Binding[];
}

/** A resource as it is to be: what the client sent, with defaults filled in. */
export type Draft = Pick<
  Resource,
  'kind' | 'spec' | 'tenant' | 'region' | 'workspace' | 'network' | 'name' | 'extensions'
>;

/**
 * What a provider's package must tell before anything happens: pure functions, without calls to the provider.
 */
export interface ProviderRules {
  /** `hetzner`. */
  readonly provider: string;
  /** What this provider can never make true of `draft`, one fault each, naming the row of the compatibility table. */
  admissionFaults(draft: Draft, situation: WriteSituation): readonly Fault[];
  /**
   * Whether the provider holds nothing for a resource of this kind as it stands, so that the write itself
   * settles it. `isUsed`: another resource that is not deleting makes use of it, or something is held for it already.
   */
  settlesAtOnce(kind: Kind, isUsed: boolean, extensions?: Draft['extensions']): boolean;
  /** What there is to say of a resource that is accepted, for the message of its newest condition. */
  remark(draft: Draft, situation: WriteSituation): string | undefined;
  /** The extension by which a resource that has no zone of its own asks for one. */
  readonly zoneExtension: string;
  /**
   * What the provider bills for things of one sort, net, per month, in the currency of its prices, without traffic;
   * `undefined` where no price is known.
   */
  monthlyPrice(item: PricedItem): number | undefined;
  /** How many calls to the provider this is expected to take, besides polls. */
  expectedCalls(
    doing:
      | { of: 'resource'; do: 'create' | 'change' | 'delete'; draft: Pick<Draft, 'kind' | 'extensions'> }
      /** What an internet gateway needs in a network that begins or ceases to use it. */
      | { of: 'gateway'; do: 'create' | 'delete' },
  ): number;
  /** Why an instance of this SKU may not come about in the zone now; `undefined` when nothing speaks against it. */
  capacityWarning(
    sku: CatalogueItem<'instance-sku'>,
    region: CatalogueItem<'region'>,
    zone: string,
  ): string | undefined;
  /** Addresses that nobody can have in a network of this IPv4 range. */
  reservedAddresses(networkRange: string): readonly string[];
}
