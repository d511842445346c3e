import type { Draft, ProviderRules } from '@seca-hetzner/domain';
import { START_ON_CREATE } from '@seca-hetzner/domain';
import { ZONE_EXTENSION } from './zones.js';

type Doing = Parameters<ProviderRules['expectedCalls']>[0];

interface Calls {
  create: number;
  change: number;
  delete: number;
}

const none: Calls = { create: 0, change: 0, delete: 0 };

/** As counted by the benchmark `calls`, besides polls of actions. */
const CALLS: Readonly<Record<Draft['kind'], Calls>> = {
  workspace: none,
  network: { create: 1, change: 1, delete: 2 },
  subnet: { create: 3, change: 2, delete: 2 },
  'routing-table': { create: 0, change: 2, delete: 2 },
  'internet-gateway': none,
  nic: none,
  'public-ip': { create: 1, change: 1, delete: 2 },
  'security-group': { create: 0, change: 2, delete: 2 },
  'security-group-rule': none,
  'block-storage': { create: 0, change: 2, delete: 2 },
  image: { create: 2, change: 1, delete: 1 },
  instance: { create: 3, change: 2, delete: 3 },
  role: none,
  'role-assignment': none,
};

/** A NAT VM with its address, attachment and route; and when it goes. */
const GATEWAY = { create: 6, delete: 4 };

const START = 2;
const PLACE_VOLUME = 1;

/** How many calls Hetzner is expected to get for this, besides polls of actions. An estimate, made of counted runs. */
export function expectedCalls(doing: Doing): number {
  if (doing.of === 'gateway') return GATEWAY[doing.do];
  const { kind, extensions } = doing.draft;
  const plain = CALLS[kind][doing.do];
  if (doing.do !== 'create') return plain;
  if (kind === 'instance' && extensions?.[START_ON_CREATE] === 'true') return plain + START;
  if (kind === 'block-storage' && extensions?.[ZONE_EXTENSION] !== undefined) return plain + PLACE_VOLUME;
  return plain;
}
