import type { Binding } from '@seca-hetzner/domain';

/** Those of NAT VMs and their addresses, and of the networks that have one. */
export function bindingsOfWaysOut(bindings: readonly Binding[]): Binding[] {
  const networks = new Set(
    bindings.filter(({ role }) => role === 'nat-vm' || role === 'nat-ip').map(({ unitUid }) => unitUid),
  );
  return bindings.filter(
    ({ unitUid, role }) => networks.has(unitUid) && ['network', 'nat-vm', 'nat-ip'].includes(role),
  );
}
