import type { DnsPtr } from '@seca-hetzner/hetzner/schema';
import { formatIpv4, ipv4Range } from '../network/ipv4.js';
import type { Project } from '../world/project.js';

/** Ranges that belong to nobody: RFC 2544 for benchmarks, RFC 3849 for documentation. */
const IPV4_POOL = ipv4Range('198.18.0.0/15');

/**
 * The public address of a new Primary IP: IPv4 a single one, IPv6 a /64. `seed` is the id of the new object,
 * so consecutive ones get consecutive addresses.
 */
export function choosePublicAddress(
  projects: readonly Project[],
  type: 'ipv4' | 'ipv6',
  seed: number,
): string {
  for (let number = seed; ; number++) {
    const ip = type === 'ipv4' ? ipv4At(number) : ipv6At(number);
    const isTaken = projects.some(({ primaryIps }) => primaryIps.findBy((other) => other.ip === ip));
    if (!isTaken) return ip;
  }
}

function ipv4At(number: number): string {
  const usable = IPV4_POOL.last - IPV4_POOL.first - 1;
  return formatIpv4(IPV4_POOL.first + 1 + (number % usable));
}

function ipv6At(number: number): string {
  const group = (shift: number) => (Math.floor(number / 2 ** shift) % 2 ** 16).toString(16);
  return `2001:db8:${group(16)}:${group(0)}::/64`;
}

/** Hetzner names every IPv4 address; IPv6 addresses have no entry until somebody sets one. */
export function defaultDnsPtr(type: 'ipv4' | 'ipv6', ip: string): DnsPtr[] {
  if (type === 'ipv6') return [];
  return [{ ip, dns_ptr: `static.${ip.split('.').toReversed().join('.')}.clients.example.com` }];
}
