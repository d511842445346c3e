import type { Offer } from '@seca-hetzner/domain';
import type { Image, Location, Pricing, ServerType } from '@seca-hetzner/hetzner/schema';
import type { CatalogueFile, PinnedRegion } from './catalogue-file.js';
import type { RegionData } from './catalogue-data.js';
import { instanceSkuOffer, networkSkuOffer, serverTypeData, storageSkuOffer } from './sku-offers.js';
import { TIERS, typeForTier } from './tiers.js';

/** The region that lists first and that the plain URLs lead to. */
const DEFAULT_REGION = 'eu-central';

/** What Hetzner answered when asked for its offers. */
export interface HetznerOffers {
  locations: readonly Location[];
  serverTypes: readonly ServerType[];
  images: readonly Image[];
  pricing: Pricing;
}

export interface CatalogueOptions {
  /** The system image that boots where no other is named. */
  imageName: string;
  /** Pins names, labels and zones; without it they are Hetzner's own. */
  file?: CatalogueFile | undefined;
}

/** A region before its offers: under which names it shows which locations. */
interface RegionPlan {
  name: string;
  networkZone: string;
  zones: readonly { name: string; location: string }[];
  pinned?: PinnedRegion;
}

/**
 * The catalogue as SECA shows it. A region is a network zone, its zones are the zone's locations. Server types that
 * can be created now in every zone of the region are its instance SKUs, under their own names and under those of the
 * tiers that they meet. Volumes and networks come in one kind each.
 */
export function catalogueOf(offers: HetznerOffers, { imageName, file }: CatalogueOptions): Offer[] {
  const plans = file ? file.regions.map(pinnedPlan) : nativePlans(offers.locations);
  return plans.flatMap((plan) => [
    regionOffer(plan, offers, imageName),
    ...instanceSkus(plan, offers),
    ...(plan.pinned?.storageSkus ?? [{ name: 'hetzner-volume', labels: {} }]).map((sku) =>
      storageSkuOffer(plan.name, sku, offers.pricing),
    ),
    ...(plan.pinned?.networkSkus ?? [{ name: 'hetzner-network', labels: {} }]).map((sku) =>
      networkSkuOffer(plan.name, sku),
    ),
  ]);
}

function pinnedPlan(pinned: PinnedRegion): RegionPlan {
  const { name, networkZone, zones } = pinned;
  return { name, networkZone, zones, pinned };
}

function nativePlans(locations: readonly Location[]): RegionPlan[] {
  const names = [...new Set(locations.map((location) => location.network_zone))].toSorted(defaultFirst);
  return names.map((networkZone) => ({
    name: networkZone,
    networkZone,
    zones: locations
      .filter((location) => location.network_zone === networkZone)
      .toSorted((a, b) => a.id - b.id)
      .map(({ name }) => ({ name, location: name })),
  }));
}

function defaultFirst(left: string, right: string): number {
  if (left === right) return 0;
  if (left === DEFAULT_REGION) return -1;
  if (right === DEFAULT_REGION) return 1;
  return left < right ? -1 : 1;
}

function regionOffer(plan: RegionPlan, offers: HetznerOffers, imageName: string): Offer<'region'> {
  const imageId = (architecture: 'x86' | 'arm'): number | undefined =>
    offers.images.find((image) => image.name === imageName && image.architecture === architecture)?.id;
  const addressPrices = (version: 'ipv4' | 'ipv6'): Record<string, number> => {
    const prices = offers.pricing.primary_ips.find(({ type }) => type === version)?.prices ?? [];
    return Object.fromEntries(prices.map((price) => [price.location, Number(price.price_monthly.net)]));
  };
  const providerData: RegionData = {
    networkZone: plan.networkZone,
    locations: Object.fromEntries(plan.zones.map(({ name, location }) => [name, location])),
    imageId: { x86: imageId('x86'), arm: imageId('arm') },
    primaryIpPrice: { ipv4: addressPrices('ipv4'), ipv6: addressPrices('ipv6') },
    serverTypes: offers.serverTypes.map(serverTypeData),
  };
  const spec = { availableZones: plan.zones.map(({ name }) => name) };
  const { name } = plan;
  return { region: name, kind: 'region', name, spec, labels: {}, annotations: {}, providerData };
}

function instanceSkus(plan: RegionPlan, { serverTypes, pricing }: HetznerOffers): Offer<'instance-sku'>[] {
  const locations = plan.zones.map(({ location }) => location);
  const [defaultLocation = ''] = locations;
  const everywhere = serverTypes.filter(({ locations: offeredIn }) =>
    locations.every((name) => offeredIn.some((each) => each.available && each.name === name)),
  );
  const offer = (name: string, type: ServerType | undefined, labels: Record<string, string>) =>
    type
      ? (instanceSkuOffer({ region: plan.name, name, labels, location: defaultLocation }, type, pricing) ??
        [])
      : [];
  const tierType = (tierName: string): ServerType | undefined => {
    const tier = TIERS.find(({ name }) => name === tierName);
    return tier && typeForTier(tier, everywhere, defaultLocation);
  };
  if (plan.pinned) {
    return plan.pinned.instanceSkus.flatMap(({ name, labels, serverType, tier }) =>
      offer(name, tier === undefined ? everywhere.find((type) => type.name === serverType) : tierType(tier), {
        ...(tier === undefined ? {} : tierLabels(tier)),
        ...labels,
      }),
    );
  }
  return [
    ...everywhere.flatMap((type) => offer(type.name, type, {})),
    ...TIERS.flatMap(({ name }) => offer(name, tierType(name), tierLabels(name))),
  ];
}

/** Both spellings are in use: https://github.com/eu-sovereign-cloud/spec */
function tierLabels(tier: string): Record<string, string> {
  return { tier, Tier: tier };
}
