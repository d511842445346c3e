import type { SecurityGroupRuleSpec } from '@seca-hetzner/domain';

/** A rule as a firewall at Hetzner has it: `in` or `out`, `tcp`, `udp` or `icmp` when it is ours. `port` is `n` or `a-b`, for tcp and udp. */
export interface FirewallRule {
  direction: string;
  protocol: string;
  port?: string;
  /** The other ends: CIDR blocks in canonical spelling, in order. */
  ranges: string[];
}

/** A rule with the ranges that its sources come to; `undefined`: it names none, so it is for everything. */
export interface SourcedRule {
  rule: SecurityGroupRuleSpec;
  ranges: readonly string[] | undefined;
}

/** Source: Hetzner Cloud API, "Firewalls", limits. */
export const MAX_RULES = 50;
export const MAX_EFFECTIVE_RULES = 500;
const MAX_RANGES_PER_RULE = 100;

const EVERYTHING = { IPv4: '0.0.0.0/0', IPv6: '::/0' } as const;

/**
 * Hetzner lets everything out as long as there is no outbound rule, SECA nothing that no rule allows. So a group
 * without egress rules allows ICMP to one documentation address (RFC 5737), which is nowhere.
 */
const DENY_EGRESS = { direction: 'out', protocol: 'icmp', ranges: ['192.0.2.1/32'] };

type Protocol = 'tcp' | 'udp' | 'icmp';

interface Part {
  direction: 'in' | 'out';
  protocol: Protocol;
  ports: Ports | undefined;
  range: string;
}

interface Ports {
  first: number;
  last: number;
}

/**
 * The rules of a group as rules of a firewall, as few as they can be, in an order that depends on nothing else.
 * A rule whose sources come to no range lets nothing through and is left out.
 */
export function firewallRulesOf(rules: readonly SourcedRule[]): FirewallRule[] {
  const parts = rules.flatMap(partsOf);
  const merged = mergePorts(mergeRanges(parts));
  const complete = merged.some(({ direction }) => direction === 'out') ? merged : [...merged, DENY_EGRESS];
  return inOrder(complete.flatMap(inPieces));
}

/** How much of a firewall the rules take. */
export function weightOf(rules: readonly FirewallRule[]): { count: number; effective: number } {
  return { count: rules.length, effective: rules.reduce((sum, { ranges }) => sum + ranges.length, 0) };
}

function partsOf({ rule, ranges }: SourcedRule): Part[] {
  const everything = rule.version ? [EVERYTHING[rule.version]] : Object.values(EVERYTHING);
  const direction = rule.direction === 'ingress' ? 'in' : 'out';
  return protocolsOf(rule).flatMap((protocol) =>
    portsOf(rule, protocol).flatMap((ports) =>
      (ranges ?? everything).map((range): Part => ({ direction, protocol, ports, range })),
    ),
  );
}

/** Only tcp and udp have ports, so a rule with ports and without protocol is for those two. */
function protocolsOf({ protocol, ports }: SecurityGroupRuleSpec): Protocol[] {
  switch (protocol) {
    case 'tcp':
    case 'udp':
    case 'icmp':
      return [protocol];
    case 'tcp+udp':
      return ['tcp', 'udp'];
    case undefined:
      return ports ? ['tcp', 'udp'] : ['tcp', 'udp', 'icmp'];
  }
}

function portsOf({ ports }: SecurityGroupRuleSpec, protocol: Protocol): (Ports | undefined)[] {
  if (protocol === 'icmp') return [undefined];
  if (!ports) return [{ first: 1, last: 65_535 }];
  const { from, to, list = [] } = ports;
  const [first = to, last = from] = [from, to];
  const range = first === undefined || last === undefined ? [] : [{ first, last }];
  return [...range, ...list.map((port) => ({ first: port, last: port }))];
}

interface Merged extends Omit<Part, 'range'> {
  ranges: string[];
}

/** What differs in its range alone becomes one. */
function mergeRanges(parts: readonly Part[]): Merged[] {
  const byKey = groupBy(parts, ({ direction, protocol, ports }) =>
    [direction, protocol, ports?.first, ports?.last].join(' '),
  );
  return byKey.flatMap(([first, ...others]) =>
    first ? [{ ...first, ranges: distinctRanges([first, ...others].map(({ range }) => range)) }] : [],
  );
}

/** Everything of a family makes the other ranges of that family needless. */
function distinctRanges(ranges: readonly string[]): string[] {
  const distinct = [...new Set(ranges)].toSorted();
  return distinct.filter((range) => {
    const everything = range.includes(':') ? EVERYTHING.IPv6 : EVERYTHING.IPv4;
    return range === everything || !distinct.includes(everything);
  });
}

/** What differs in its ports alone becomes one where the ports touch. */
function mergePorts(merged: readonly Merged[]): FirewallRule[] {
  const byKey = groupBy(merged, ({ direction, protocol, ranges }) =>
    [direction, protocol, ...ranges].join(' '),
  );
  return byKey.flatMap((same) => {
    const [{ direction, protocol, ranges } = DENY_EGRESS] = same;
    const joined = joinedPorts(same.flatMap(({ ports }) => (ports ? [ports] : [])));
    if (joined.length === 0) return [{ direction, protocol, ranges }];
    return joined.map((ports) => ({ direction, protocol, port: portText(ports), ranges }));
  });
}

function groupBy<T>(items: readonly T[], keyOfItem: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}

function joinedPorts(ports: readonly Ports[]): Ports[] {
  const joined: Ports[] = [];
  for (const next of ports.toSorted((a, b) => a.first - b.first)) {
    const before = joined.at(-1);
    if (before && next.first <= before.last + 1) before.last = Math.max(before.last, next.last);
    else joined.push({ ...next });
  }
  return joined;
}

function portText({ first, last }: Ports): string {
  return first === last ? String(first) : `${first}-${last}`;
}

function inPieces(rule: FirewallRule): FirewallRule[] {
  const pieces = Math.ceil(rule.ranges.length / MAX_RANGES_PER_RULE);
  return Array.from({ length: pieces }, (_, index) => ({
    ...rule,
    ranges: rule.ranges.slice(index * MAX_RANGES_PER_RULE, (index + 1) * MAX_RANGES_PER_RULE),
  }));
}

/** The one order in which two lists of rules can be compared. */
export function inOrder(rules: readonly FirewallRule[]): FirewallRule[] {
  return rules.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ direction, protocol, port = '', ranges }: FirewallRule): string {
  return [direction, protocol, port, ...ranges].join(' ');
}
