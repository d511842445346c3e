import type { Binding } from '@seca-hetzner/domain';
import { isNatRole } from '../network/nat-slot.js';

/** Those of NAT VMs and their addresses, and of the networks that have one. */
export function bindingsOfWaysOut(bindings: readonly Binding[]): Binding[] {
  const networks = new Set(bindings.filter(({ role }) => isNatRole(role)).map(({ unitUid }) => unitUid));
  return bindings.filter(
    ({ unitUid, role }) => networks.has(unitUid) && (role === 'network' || isNatRole(role)),
  );
}
