import type { Resource } from '@seca-hetzner/domain';

/** Source: SECA `NetworkStatus`. */
export function networkStatusToWire({ status }: Resource<'network'>): object {
  const { cidr, additionalCidrs } = status;
  return { cidr, ...(additionalCidrs ? { additionalCidrs } : {}) };
}
