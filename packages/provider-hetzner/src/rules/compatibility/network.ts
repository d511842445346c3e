import type { CompatibilityRow } from './row.js';

const NO_IPV6 = 'Networks at Hetzner have no IPv6.';
const DEFAULT_SKU = 'Checked, kept and shown; there is one network SKU, so nothing depends on it.';

/** Networks and what lies in them. */
export const networkRows: readonly CompatibilityRow[] = [
  { kind: 'network', level: 'real', how: 'A Hetzner network, made at the PUT.' },
  { kind: 'network', field: 'spec.cidr', level: 'real', how: 'The range of the network: a /24 or wider.' },
  {
    kind: 'network',
    field: 'spec.cidr',
    when: 'smaller than a /24',
    level: 'refused',
    how: 'A network at Hetzner has a /24 at least.',
  },
  { kind: 'network', field: 'spec.cidr.ipv6', level: 'refused', how: NO_IPV6 },
  {
    kind: 'network',
    field: 'spec.additionalCidrs',
    level: 'refused',
    how: 'A network at Hetzner has one range and no additional ones.',
  },
  { kind: 'network', field: 'spec.skuRef', level: 'emulated', how: DEFAULT_SKU },

  { kind: 'subnet', level: 'real', how: 'A subnet of the Hetzner network, made at the PUT.' },
  { kind: 'subnet', field: 'spec.cidr', level: 'real', how: 'The range of the subnet: a /30 or wider.' },
  {
    kind: 'subnet',
    field: 'spec.cidr',
    when: 'smaller than a /30',
    level: 'refused',
    how: 'A subnet at Hetzner has a /30 at least.',
  },
  { kind: 'subnet', field: 'spec.cidr.ipv6', level: 'refused', how: NO_IPV6 },
  {
    kind: 'subnet',
    field: 'spec.routeTableRef',
    level: 'emulated',
    how: 'Hetzner has one list of routes per network: it gets the routes of all tables in use. That a subnet without a route to a gateway cannot use it is enforced on the NAT VM.',
  },
  {
    kind: 'subnet',
    field: 'spec.zone',
    level: 'emulated',
    how: 'Checked, kept and shown; a subnet at Hetzner spans all zones of its region.',
  },
  { kind: 'subnet', field: 'spec.skuRef', level: 'emulated', how: DEFAULT_SKU },

  {
    kind: 'routing-table',
    level: 'emulated',
    how: 'The routes of all tables in use by subnets become the one list of the Hetzner network; where two disagree on a destination, the later one gets an error in its status.',
  },
  {
    kind: 'routing-table',
    field: 'spec.routes',
    level: 'real',
    how: 'A route to an internet gateway leads to its NAT VM, one to an instance or an address to that address.',
  },

  {
    kind: 'internet-gateway',
    level: 'emulated',
    how: 'A NAT VM per network that uses it, made with the first instance behind it and removed ten minutes after the last.',
  },
  {
    kind: 'internet-gateway',
    field: 'spec.egressOnly',
    level: 'emulated',
    how: 'Kept and shown; a NAT VM lets nothing in either way, what is reached from outside has a public IP.',
  },

  {
    kind: 'nic',
    level: 'real',
    how: "A server's attachment to a network, made when an instance uses the NIC. One per network and server, three per server.",
  },
  { kind: 'nic', field: 'spec.subnetRef', level: 'real', how: 'The network that the server is attached to.' },
  {
    kind: 'nic',
    field: 'spec.addresses',
    level: 'real',
    how: 'The address taken is the one asked for; more than one become alias addresses, five at most.',
  },
  { kind: 'nic', field: 'spec.addresses', when: 'IPv6', level: 'refused', how: NO_IPV6 },
  {
    kind: 'nic',
    field: 'spec.addresses',
    when: 'more than six',
    level: 'refused',
    how: 'A server at Hetzner has one address and five aliases per network.',
  },
  {
    kind: 'nic',
    field: 'spec.publicIpRefs',
    level: 'real',
    how: "Primary IPs of the server, one per family, in the instance's own zone.",
  },
  {
    kind: 'nic',
    field: 'spec.securityGroupRefs',
    level: 'real',
    how: 'Firewalls on the public interface of the server; Hetzner does not filter traffic inside networks.',
  },
  { kind: 'nic', field: 'spec.skuRef', level: 'emulated', how: DEFAULT_SKU },
];
