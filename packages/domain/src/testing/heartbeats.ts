import type { Heartbeat } from '../agent/heartbeat.js';

/** What the agent of a VM says that does what configuration `version` asks of it. */
export function aHeartbeat(agent: string, version: number, sourcePrefixes: readonly string[]): Heartbeat {
  return {
    agent,
    sentAt: new Date().toISOString(),
    bootId: 'a1b2c3d4-0000-4000-8000-000000000000',
    uptimeSeconds: 100,
    configuration: { version, sourcePrefixes: [...sourcePrefixes] },
    kernel: {
      isForwarding: true,
      hasRules: true,
      sourcePrefixes: [...sourcePrefixes],
      publicInterface: 'eth0',
      privateInterface: 'enp7s0',
      addresses: ['10.0.1.254', '10.0.1.253'],
    },
    forwarded: { bytesOut: 1_000, bytesIn: 2_000 },
    connections: { used: 3, max: 65_536 },
    drops: { metadata: 0, refused: 4 },
    refusals: { count: 0, last: null },
    lastError: null,
    memoryBytes: 16_000_000,
  };
}
