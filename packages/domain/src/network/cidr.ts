import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** An IPv4 or IPv6 range as a client writes it; an empty string counts as absent. Source: SECA `Cidr`. */
export const cidrSchema = z.object({
  ipv4: z
    .string()
    .min(9)
    .max(18)
    .optional()
    .or(z.literal('').transform(() => undefined)),
  ipv6: z
    .string()
    .min(4)
    .max(43)
    .optional()
    .or(z.literal('').transform(() => undefined)),
});

export type Cidr = z.output<typeof cidrSchema>;

/** An IPv4 range with its bounds as numbers, `last` included. */
export interface Ipv4Range {
  first: number;
  last: number;
  prefixLength: number;
  text: string;
}

export type AddressFamily = 'ipv4' | 'ipv6';

/** The family of a valid CIDR block; `undefined` when the text is none. */
export function cidrFamily(text: string): AddressFamily | undefined {
  return ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text)[0].kind() : undefined;
}

/** The family of a valid address in its usual spelling; `undefined` when the text is none. */
export function addressFamily(text: string): AddressFamily | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return 'ipv4';
  return ipaddr.IPv6.isValid(text) ? 'ipv6' : undefined;
}

/**
 * An address or a CIDR block as a CIDR block in its one canonical spelling (IPv6: RFC 5952), so that two can be
 * compared as text; `undefined` when it is neither, or when bits behind the prefix are set.
 */
export function canonicalCidr(text: string): string | undefined {
  const family = addressFamily(text) ?? cidrFamily(text);
  if (!family) return undefined;
  const block = text.includes('/') ? text : `${text}/${family === 'ipv4' ? 32 : 128}`;
  if (!ipaddr.isValidCIDR(block)) return undefined;
  const [address, prefixLength] = ipaddr.parseCIDR(block);
  const network =
    address instanceof ipaddr.IPv6
      ? ipaddr.IPv6.networkAddressFromCIDR(block)
      : ipaddr.IPv4.networkAddressFromCIDR(block);
  if (network.toNormalizedString() !== address.toNormalizedString()) return undefined;
  return `${address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString()}/${prefixLength}`;
}

/** Reads an IPv4 CIDR block; `undefined` when it is none or when bits behind the prefix are set. */
export function ipv4Range(text: string): Ipv4Range | undefined {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) return undefined;
  const [address, prefixLength] = ipaddr.IPv4.parseCIDR(text);
  const first = ipv4Number(address.toString());
  const size = 2 ** (32 - prefixLength);
  return first % size === 0 ? { first, last: first + size - 1, prefixLength, text } : undefined;
}

export function ipv4Number(address: string): number {
  return ipaddr.IPv4.parse(address)
    .toByteArray()
    .reduce((number, byte) => number * 256 + byte, 0);
}

export function ipv4Text(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

export function isWithin(inner: Ipv4Range, outer: Ipv4Range): boolean {
  return inner.first >= outer.first && inner.last <= outer.last;
}

export function overlaps(left: Ipv4Range, right: Ipv4Range): boolean {
  return left.first <= right.last && right.first <= left.last;
}

export function holdsAddress(range: Ipv4Range, address: string): boolean {
  const number = ipv4Number(address);
  return number >= range.first && number <= range.last;
}

/** `0.0.0.0/16` asks for any range of that length. Source: SECA, network and subnet `cidr`. */
export function asksForAnyRange(range: Ipv4Range): boolean {
  return range.first === 0 && range.prefixLength > 0;
}

/** `0.0.0.0` and `::` ask for any address. Source: SECA, NIC `addresses`. */
export function asksForAnyAddress(address: string): boolean {
  return ipaddr
    .parse(address)
    .toByteArray()
    .every((byte) => byte === 0);
}

/** RFC 1918. */
export const PRIVATE_IPV4_RANGES: readonly Ipv4Range[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
].map((text) => ipv4Range(text) as Ipv4Range);

/** The lowest range of `prefixLength` inside `within` that overlaps none of `taken`. */
export function firstFreeRange(
  within: Ipv4Range,
  prefixLength: number,
  taken: readonly Ipv4Range[],
): Ipv4Range | undefined {
  const size = 2 ** (32 - prefixLength);
  for (let first = within.first; first + size - 1 <= within.last; first += size) {
    const candidate: Ipv4Range = {
      first,
      last: first + size - 1,
      prefixLength,
      text: `${ipv4Text(first)}/${prefixLength}`,
    };
    if (!taken.some((range) => overlaps(range, candidate))) return candidate;
  }
  return undefined;
}
