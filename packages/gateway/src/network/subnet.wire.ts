import type { Resource } from '@seca-hetzner/domain';

/** Source: SECA `SubnetStatus`. */
export function subnetStatusToWire({ status }: Resource<'subnet'>): object {
  const { cidr, routeTableRef } = status;
  return { ...(cidr ? { cidr } : {}), ...(routeTableRef ? { routeTableRef } : {}) };
}
