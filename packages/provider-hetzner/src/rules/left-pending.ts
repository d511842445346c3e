import type { RouteStatus } from '@seca-hetzner/domain';

/** Why a route is not in force although nothing is on its way: an operator has set it so. */
export type LeftPendingReason = 'NatGatewayOff' | 'DriftLeft';

const REASONS: readonly string[] = ['NatGatewayOff', 'DriftLeft'] satisfies LeftPendingReason[];

/** Whether a route is pending until somebody acts, so that waiting for it is in vain. */
export function isLeftPending({ state, conditions }: RouteStatus): boolean {
  return state === 'pending' && REASONS.includes(conditions[0]?.reason ?? '');
}

/** Whether it is so because the workspace is to have no NAT VMs. */
export function isGatewayOff({ conditions }: RouteStatus): boolean {
  return conditions[0]?.reason === ('NatGatewayOff' satisfies LeftPendingReason);
}
