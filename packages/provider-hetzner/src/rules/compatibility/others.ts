import type { CompatibilityRow } from './row.js';

/** Where resources live, who may use them, and what is not offered. */
export const otherRows: readonly CompatibilityRow[] = [
  { kind: 'region', level: 'real', how: "A network zone of Hetzner; its zones are the zone's locations." },
  {
    kind: 'instance-sku',
    level: 'real',
    how: "Server types that can be made now in every zone of the region, and SECA's tiers, each by the cheapest type that meets its vCPU and RAM. Scores are not promised.",
  },
  {
    kind: 'storage-sku',
    level: 'emulated',
    how: "One, since Hetzner has one class of volumes; figures that Hetzner does not promise are the schema's least.",
  },
  {
    kind: 'network-sku',
    level: 'emulated',
    how: "One; figures that Hetzner does not promise are the schema's least.",
  },
  {
    kind: 'workspace',
    level: 'emulated',
    how: 'Labels in a project at Hetzner; several workspaces may share one, kept apart by label on every call.',
  },
  {
    kind: 'workspace',
    field: 'spec',
    level: 'emulated',
    how: 'Kept and shown: a workspace declares nothing of its own.',
  },
  { kind: 'role', level: 'emulated', how: 'Ours, evaluated on every request.' },
  { kind: 'role', field: 'spec.permissions', level: 'emulated', how: 'Ours, evaluated on every request.' },
  { kind: 'role-assignment', level: 'emulated', how: 'Ours, evaluated on every request.' },
  {
    kind: 'role-assignment',
    field: 'spec.subs',
    level: 'emulated',
    how: 'Subjects of tokens, or all of them.',
  },
  {
    kind: 'role-assignment',
    field: 'spec.roles',
    level: 'emulated',
    how: 'Names of roles, also of those to come.',
  },
  {
    kind: 'role-assignment',
    field: 'spec.scopes',
    level: 'emulated',
    how: 'Where the roles hold, within the tenant that stores the assignment.',
  },
  { kind: 'network-load-balancer', level: 'refused', how: 'Not offered yet; absent from discovery.' },
  { kind: 'internet-nat-gateway-instance', level: 'refused', how: 'Not offered yet; absent from discovery.' },
  { kind: 'activity-log', level: 'refused', how: 'Not offered yet; absent from discovery.' },
  {
    kind: 'object-storage-account',
    level: 'refused',
    how: "Hetzner's object storage has no API for accounts; absent from discovery.",
  },
  { kind: 'cluster', level: 'refused', how: 'Hetzner has no Kubernetes; absent from discovery.' },
];
