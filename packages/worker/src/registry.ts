import type { AnyReconciler, Provider, UnitType } from '@seca-hetzner/domain';

/** Which reconciler makes a unit true. */
export type Registry = ReadonlyMap<UnitType, AnyReconciler>;

const UNITS: readonly UnitType[] = [
  'connection',
  'workspace',
  'network',
  'instance',
  'volume',
  'image',
  'public-ip',
  'security-group',
];

/** Refuses to start with a unit that has no reconciler, or two. */
export function createRegistry(provider: Provider): Registry {
  const registry = new Map<UnitType, AnyReconciler>();
  for (const reconciler of provider.reconcilers) {
    if (registry.has(reconciler.unit)) throw new Error(`unit ${reconciler.unit} has two reconcilers`);
    registry.set(reconciler.unit, reconciler);
  }
  const missing = UNITS.filter((unit) => !registry.has(unit));
  if (missing.length > 0) throw new Error(`no reconciler for ${missing.join(', ')}`);
  return registry;
}
