import type { FirewallRule } from '@seca-hetzner/hetzner/schema';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { oneOf, optional, text } from '../api/body.js';

const MAXIMUM_RULES = 50;
const MAXIMUM_RANGES_PER_RULE = 100;
const MAXIMUM_EFFECTIVE_RULES = 500;
const MAXIMUM_DESCRIPTION_LENGTH = 255;
const PORTS = /^(\d{1,5})(?:-(\d{1,5}))?$/;

const range = text.transform((value, context): string => {
  const canonical = canonicalRange(value);
  if (canonical === undefined) context.addIssue(`'${value}' is not a CIDR block with empty host bits`);
  return canonical ?? value;
});
const ranges = optional(z.array(range).max(MAXIMUM_RANGES_PER_RULE, 'has too many entries'));

/** Source: API description, `POST /firewalls`, `rules`. */
const ruleBody = z
  .object({
    direction: oneOf(['in', 'out']),
    protocol: oneOf(['tcp', 'udp', 'icmp', 'esp', 'gre']),
    port: optional(text),
    source_ips: ranges,
    destination_ips: ranges,
    description: optional(text.refine((value) => value.length <= MAXIMUM_DESCRIPTION_LENGTH, 'is too long')),
  })
  .superRefine((rule, context) => {
    const hasPorts = rule.protocol === 'tcp' || rule.protocol === 'udp';
    if (hasPorts && !isPortRange(rule.port))
      context.addIssue({ code: 'custom', path: ['port'], message: 'must be a port or a range of ports' });
    if (!hasPorts && rule.port !== undefined)
      context.addIssue({ code: 'custom', path: ['port'], message: 'is only for tcp and udp' });
    const [used, unused] =
      rule.direction === 'in'
        ? (['source_ips', 'destination_ips'] as const)
        : (['destination_ips', 'source_ips'] as const);
    if ((rule[used] ?? []).length === 0)
      context.addIssue({ code: 'custom', path: [used], message: 'must not be empty' });
    if ((rule[unused] ?? []).length > 0)
      context.addIssue({ code: 'custom', path: [unused], message: `is not for direction ${rule.direction}` });
  })
  .transform((rule): FirewallRule => ({
    direction: rule.direction,
    protocol: rule.protocol,
    port: rule.port ?? null,
    source_ips: rule.source_ips ?? [],
    destination_ips: rule.destination_ips ?? [],
    description: rule.description ?? null,
  }));

export const ruleBodies = z
  .array(ruleBody)
  .max(MAXIMUM_RULES, 'has too many entries')
  .refine((rules) => effectiveRules(rules) <= MAXIMUM_EFFECTIVE_RULES, {
    error: 'has too many effective rules',
    when: ({ issues }) => issues.length === 0,
  });

function effectiveRules(rules: readonly FirewallRule[]): number {
  return rules.reduce((sum, rule) => sum + rule.source_ips.length + rule.destination_ips.length, 0);
}

/** `any` is what the console writes for all ports. */
function isPortRange(port: string | undefined): boolean {
  if (port === 'any') return true;
  const match = PORTS.exec(port ?? '');
  if (match === null) return false;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return first >= 1 && first <= last && last <= 65_535;
}

/** IPv6 in the form of RFC 5952; undefined when host bits are set or it is no CIDR block. */
export function canonicalRange(value: string): string | undefined {
  if (!ipaddr.isValidCIDR(value)) return undefined;
  const [address, prefixLength] = ipaddr.parseCIDR(value);
  const network =
    address.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(value)
      : ipaddr.IPv6.networkAddressFromCIDR(value);
  if (network.toNormalizedString() !== address.toNormalizedString()) return undefined;
  return `${address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString()}/${prefixLength}`;
}
