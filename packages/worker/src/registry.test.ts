import { expect, test } from 'vitest';
import type { AnyReconciler, Provider, UnitType } from '@seca-hetzner/domain';
import { createRegistry } from './registry.js';

function providerOf(...units: UnitType[]): Provider {
  return {
    name: 'test',
    reconcilers: units.map((unit) => ({ unit }) as AnyReconciler),
    failureOf: () => undefined,
    close: async () => undefined,
  };
}

const all: UnitType[] = [
  'connection',
  'workspace',
  'network',
  'instance',
  'volume',
  'image',
  'public-ip',
  'security-group',
];

test('a worker does not start without a reconciler for each unit', () => {
  expect(createRegistry(providerOf(...all)).size).toBe(all.length);
  expect(() => createRegistry(providerOf('connection', 'network'))).toThrow(
    'no reconciler for workspace, instance, volume, image, public-ip, security-group',
  );
});

test('nor with two for one unit', () => {
  expect(() => createRegistry(providerOf(...all, 'network'))).toThrow('unit network has two reconcilers');
});
