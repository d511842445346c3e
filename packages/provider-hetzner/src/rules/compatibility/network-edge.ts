import type { CompatibilityRow } from './row.js';

const NO_ICMP_TYPES = 'Firewalls at Hetzner let all of ICMP through or nothing.';

/** What stands between networks and the internet. */
export const networkEdgeRows: readonly CompatibilityRow[] = [
  { kind: 'public-ip', level: 'real', how: 'A Primary IP that outlives its server, made at the PUT.' },
  { kind: 'public-ip', field: 'spec.version', level: 'real', how: 'An IPv4 address, or an IPv6 /64.' },
  {
    kind: 'public-ip',
    field: 'spec.address',
    level: 'emulated',
    how: 'Granted from a pool that the operator has labelled for the tenant; else Hetzner chooses, and status.ipAddress tells which address it is.',
  },
  {
    kind: 'public-ip',
    field: 'extensions.hetzner.zone',
    level: 'real',
    how: "The zone in which the address lies, for good; else the region's first.",
  },

  {
    kind: 'security-group',
    level: 'real',
    how: 'A firewall, made with the first server with a public interface that uses it. It filters public interfaces only.',
  },
  {
    kind: 'security-group',
    field: 'spec.rules',
    level: 'real',
    how: 'Rules of the firewall; sources that are groups, instances or gateways are followed to their addresses. At most 50 rules at Hetzner.',
  },
  { kind: 'security-group', field: 'spec.rules', when: 'icmp types', level: 'refused', how: NO_ICMP_TYPES },
  {
    kind: 'security-group',
    field: 'spec.ruleRefs',
    level: 'real',
    how: 'As if the rules stood in the group.',
  },

  {
    kind: 'security-group-rule',
    level: 'real',
    how: 'In force by the groups that name it, whose status tells so per rule.',
  },
  {
    kind: 'security-group-rule',
    field: 'spec.direction',
    level: 'real',
    how: 'Direction of the firewall rule.',
  },
  {
    kind: 'security-group-rule',
    field: 'spec.version',
    level: 'real',
    how: 'The family of the ranges in the firewall rule.',
  },
  {
    kind: 'security-group-rule',
    field: 'spec.protocol',
    level: 'real',
    how: 'Protocol of the firewall rule; tcp+udp and no protocol become several rules.',
  },
  {
    kind: 'security-group-rule',
    field: 'spec.ports',
    level: 'real',
    how: 'A port or a range; each port of a list is a rule of its own at Hetzner.',
  },
  { kind: 'security-group-rule', field: 'spec.icmp', level: 'refused', how: NO_ICMP_TYPES },
  {
    kind: 'security-group-rule',
    field: 'spec.sourceRef',
    level: 'real',
    how: 'Ranges as they are; groups, instances and gateways as the addresses that they have, followed as they change.',
  },
  {
    kind: 'security-group-rule',
    field: 'spec.annotations',
    level: 'emulated',
    how: 'Kept and shown; firewalls have none.',
  },
];
