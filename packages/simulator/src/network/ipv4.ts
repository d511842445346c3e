/** IPv4 addresses and ranges as numbers. Only canonical text is taken: four decimal parts, empty host bits. */
export interface Ipv4Range {
  readonly first: number;
  readonly last: number;
  readonly prefixLength: number;
}

const PART = /^(0|[1-9]\d{0,2})$/;

export function parseIpv4(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => PART.test(part) && Number(part) <= 255)) return undefined;
  return parts.reduce((address, part) => address * 256 + Number(part), 0);
}

export function formatIpv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

export function parseIpv4Range(text: string): Ipv4Range | undefined {
  const [address = '', prefix = '', ...rest] = text.split('/');
  const first = parseIpv4(address);
  const prefixLength = PART.test(prefix) ? Number(prefix) : 33;
  if (first === undefined || prefixLength > 32 || rest.length > 0) return undefined;
  const size = 2 ** (32 - prefixLength);
  return first % size === 0 ? { first, last: first + size - 1, prefixLength } : undefined;
}

/** A range that is known to be one, because the simulator stored it itself. */
export function ipv4Range(text: string): Ipv4Range {
  const range = parseIpv4Range(text);
  if (range === undefined) throw new Error(`${text} is no IPv4 range`);
  return range;
}

export function ipv4(text: string): number {
  const address = parseIpv4(text);
  if (address === undefined) throw new Error(`${text} is no IPv4 address`);
  return address;
}

export function formatIpv4Range({ first, prefixLength }: Ipv4Range): string {
  return `${formatIpv4(first)}/${prefixLength}`;
}

export function containsAddress(range: Ipv4Range, address: number): boolean {
  return range.first <= address && address <= range.last;
}

export function containsRange(outer: Ipv4Range, inner: Ipv4Range): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function overlaps(a: Ipv4Range, b: Ipv4Range): boolean {
  return a.first <= b.last && b.first <= a.last;
}
