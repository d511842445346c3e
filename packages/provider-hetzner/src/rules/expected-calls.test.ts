import { expect, test } from 'vitest';
import type { Kind } from '@seca-hetzner/domain';
import { expectedCalls } from './expected-calls.js';

const calls = (kind: Kind, extensions?: Record<string, string>): number =>
  expectedCalls({ of: 'resource', do: 'create', draft: { kind, extensions } });

test('the way out of the benchmark takes as many calls as it has counted', () => {
  const path: Kind[] = ['workspace', 'network', 'internet-gateway', 'routing-table', 'subnet', 'nic'];
  const made = [...path, 'block-storage' as const].reduce((sum, kind) => sum + calls(kind), 0);
  expect(made).toBe(1 + 3);
  expect(calls('instance')).toBe(3);
  expect(expectedCalls({ of: 'gateway', do: 'create' })).toBe(6);
});

test('an instance that starts, and a volume that is placed at once, take more', () => {
  expect(calls('instance', { 'start-on-create': 'true' })).toBeGreaterThan(calls('instance'));
  expect(calls('block-storage', { 'hetzner.zone': 'fsn1' })).toBeGreaterThan(calls('block-storage'));
});

test('what the provider holds nothing for takes no calls', () => {
  for (const kind of ['workspace', 'internet-gateway', 'nic', 'role', 'role-assignment'] as const) {
    expect(calls(kind)).toBe(0);
  }
});
