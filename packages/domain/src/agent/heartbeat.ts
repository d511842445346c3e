import { isSameAddresses } from '../network/address-set.js';

/** Why an agent did not take a configuration. */
export const refusalReasons = ['signature', 'recipient', 'version', 'content'] as const;

export type RefusalReason = (typeof refusalReasons)[number];

/** What an agent says of itself and its VM; every instant is ISO 8601 by the clock of the VM. */
export interface Heartbeat {
  agent: string;
  sentAt: string;
  bootId: string;
  uptimeSeconds: number;
  /** The configuration in force; version 0 while it runs on what its VM was made with. */
  configuration: { version: number; sourcePrefixes: string[] };
  kernel: {
    /** Forwarding is on, the rules are loaded with both interfaces, and both addresses are there. */
    isForwarding: boolean;
    hasRules: boolean;
    /** As the kernel lists them. */
    sourcePrefixes: string[];
    publicInterface: string | null;
    privateInterface: string | null;
    addresses: string[];
  };
  forwarded: { bytesOut: number; bytesIn: number };
  /** Tracked connections; null when the kernel does not say. */
  connections: { used: number | null; max: number | null };
  /** Packets that were not let through: to the metadata service, or from no source prefix. */
  drops: { metadata: number; refused: number };
  /** Configurations that it did not take. */
  refusals: { count: number; last: { at: string; reason: RefusalReason; detail: string } | null };
  lastError: string | null;
  memoryBytes: number;
}

/** What was last published for an agent; version 0 when nothing was. */
export interface Published {
  version: number;
  at: Date | undefined;
}

export interface HeartbeatVerdict {
  event: 'healthy-heartbeat' | 'faulty-heartbeat';
  /** For people; absent when nothing is wrong. */
  reason: string | undefined;
}

/**
 * Whether a VM does what it was told. `graceFrom` is the instant since when a configuration may be unknown to the
 * agent without that being a fault.
 */
export function judgeHeartbeat(
  heartbeat: Heartbeat,
  published: Published,
  graceFrom: Date,
): HeartbeatVerdict {
  const reason = faultOf(heartbeat, published, graceFrom);
  return { event: reason === undefined ? 'healthy-heartbeat' : 'faulty-heartbeat', reason };
}

function faultOf(
  { configuration, kernel }: Heartbeat,
  published: Published,
  graceFrom: Date,
): string | undefined {
  if (!kernel.hasRules) return 'the rules are not loaded';
  if (!kernel.isForwarding) return 'the VM does not forward';
  if (!isSameAddresses(kernel.sourcePrefixes, configuration.sourcePrefixes)) {
    return 'the rules in force are not those of its configuration';
  }
  const { version } = configuration;
  const isOld = published.at === undefined || published.at <= graceFrom;
  if (version === published.version || !isOld) return undefined;
  return `it runs on configuration ${version}; ${published.version} is published`;
}
