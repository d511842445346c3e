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

interface ReadRule {
  readonly direction: 'in' | 'out';
  readonly protocol: string;
  readonly port: string | undefined;
  readonly source_ips: readonly string[] | undefined;
  readonly destination_ips: readonly string[] | undefined;
}

/** What does not go together in a rule: ports belong to tcp and udp, each direction has its own list of ranges. */
function faultsIn(rule: ReadRule): [field: keyof ReadRule, message: string][] {
  const hasPorts = rule.protocol === 'tcp' || rule.protocol === 'udp';
  const isIn = rule.direction === 'in';
  const used = isIn ? 'source_ips' : 'destination_ips';
  const unused = isIn ? 'destination_ips' : 'source_ips';
  const faults: [keyof ReadRule, string][] = [];
  if (hasPorts && !isPortRange(rule.port)) faults.push(['port', 'must be a port or a range of ports']);
  if (!hasPorts && rule.port !== undefined) faults.push(['port', 'is only for tcp and udp']);
  if ((rule[used] ?? []).length === 0) faults.push([used, 'must not be empty']);
  if ((rule[unused] ?? []).length > 0) faults.push([unused, `is not for direction ${rule.direction}`]);
  return faults;
}

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
    for (const [field, message] of faultsIn(rule))
      context.addIssue({ code: 'custom', path: [field], message });
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
