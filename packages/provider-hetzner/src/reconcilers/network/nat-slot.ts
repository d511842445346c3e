import { natVmRoles, type NatVmSlot } from '@seca-hetzner/domain';
import type { Role } from '../labels.js';

/** Where one NAT VM is to be: each gateway has one or two in a network. */
export interface NatSlot {
  gatewayUid: string;
  /** Absent for the primary one. */
  slot?: 'standby';
}

/** By what a NAT VM, its Primary IP and its own address are told from those of the other slot. */
export const slotRoles = {
  primary: { vm: natVmRoles.primary, ip: 'nat-ip', address: 'nat-vm' },
  standby: { vm: natVmRoles.standby, ip: 'nat-ip-standby', address: 'nat-vm-standby' },
} as const satisfies Record<NatVmSlot, { vm: Role; ip: Role; address: string }>;

/** The roles of their public addresses. */
export const natIpRoles: readonly Role[] = Object.values(slotRoles).map(({ ip }) => ip);

export function isNatIpRole(role: string): boolean {
  return natIpRoles.some((each) => each === role);
}

/** Whether something at Hetzner belongs to NAT VMs. */
export function isNatRole(role: string): boolean {
  return isNatIpRole(role) || Object.values(slotRoles).some(({ vm }) => vm === role);
}

/** Where the VM of a slot stands in `NetworkActual.natVms`. */
export function natVmKey(gatewayUid: string, slot: NatVmSlot = 'primary'): string {
  return slot === 'primary' ? gatewayUid : `${gatewayUid}/${slot}`;
}

/** The part of a step that names the slot. */
export function slotOf(gatewayUid: string, slot: NatVmSlot): NatSlot {
  return slot === 'primary' ? { gatewayUid } : { gatewayUid, slot };
}

export function otherSlot(slot: NatVmSlot): NatVmSlot {
  return slot === 'primary' ? 'standby' : 'primary';
}
