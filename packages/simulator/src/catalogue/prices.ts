import type { Price, Pricing, TypePrice } from '@seca-hetzner/hetzner/schema';
import { locations } from './locations.js';
import { serverTypeSpecs } from './server-types.js';

/**
 * Illustrative amounts: they have the shape and the order of magnitude of Hetzner's prices and are not theirs.
 * Source of the shape: API description, `GET /pricing`.
 */
const VAT_RATE = 0.19;
/** A month's price is reached after this many hours. */
const CAPPED_HOURS = 624;
const TERABYTE = 2 ** 40;

interface LocationTerms {
  readonly factor: number;
  readonly includedTrafficTb: number;
  readonly trafficPerTb: number;
}

const EUROPE: LocationTerms = { factor: 1, includedTrafficTb: 20, trafficPerTb: 1 };
const UNITED_STATES: LocationTerms = { factor: 1.2, includedTrafficTb: 1, trafficPerTb: 1 };
const SINGAPORE: LocationTerms = { factor: 1.3, includedTrafficTb: 0.5, trafficPerTb: 7.4 };

function termsOf(location: string): LocationTerms {
  if (location === 'sin') return SINGAPORE;
  return location === 'ash' || location === 'hil' ? UNITED_STATES : EUROPE;
}

function priceOf(net: number): Price {
  return { net: net.toFixed(10), gross: (net * (1 + VAT_RATE)).toFixed(10) };
}

export function typePriceOf(location: string, monthlyNet: number): TypePrice {
  const { factor, includedTrafficTb, trafficPerTb } = termsOf(location);
  const monthly = monthlyNet * factor;
  return {
    location,
    price_hourly: priceOf(Number((monthly / CAPPED_HOURS).toFixed(4))),
    price_monthly: priceOf(monthly),
    included_traffic: includedTrafficTb * TERABYTE,
    price_per_tb_traffic: priceOf(trafficPerTb),
  };
}

const LOAD_BALANCER_TYPES = [
  { id: 1, name: 'lb11', monthly: 6 },
  { id: 2, name: 'lb21', monthly: 18 },
  { id: 3, name: 'lb31', monthly: 36 },
];

function primaryIpPrices(type: string, monthly: number): Pricing['primary_ips'][number] {
  const prices = locations.map(({ name }) => ({
    location: name,
    price_hourly: priceOf(Number((monthly / CAPPED_HOURS).toFixed(4))),
    price_monthly: priceOf(monthly),
  }));
  return { type, prices };
}

function floatingIpPrices(type: string, monthly: number): Pricing['floating_ips'][number] {
  return { type, prices: locations.map(({ name }) => ({ location: name, price_monthly: priceOf(monthly) })) };
}

export function pricing(): Pricing & { floating_ip: { price_monthly: Price } } {
  return {
    currency: 'EUR',
    vat_rate: (VAT_RATE * 100).toFixed(10),
    image: { price_per_gb_month: priceOf(0.0143) },
    volume: { price_per_gb_month: priceOf(0.057) },
    server_backup: { percentage: '20.0000000000' },
    server_types: serverTypeSpecs.map(({ id, name, monthlyNet, places }) => ({
      id,
      name,
      prices: places.map((place) => typePriceOf(place.location, monthlyNet)),
    })),
    load_balancer_types: LOAD_BALANCER_TYPES.map(({ id, name, monthly }) => ({
      id,
      name,
      prices: locations.map((location) => typePriceOf(location.name, monthly)),
    })),
    primary_ips: [primaryIpPrices('ipv4', 0.5), primaryIpPrices('ipv6', 0)],
    floating_ips: [floatingIpPrices('ipv4', 3), floatingIpPrices('ipv6', 1)],
    // Deprecated, still sent: older clients read it.
    floating_ip: { price_monthly: priceOf(3) },
  };
}
