import type { Resource } from '@seca-hetzner/domain';

/** Source: SECA `PublicIpStatus`. */
export function publicIpStatusToWire({ status }: Resource<'public-ip'>): object {
  const { ipAddress, attachedTo } = status;
  return { ...(ipAddress ? { ipAddress } : {}), ...(attachedTo ? { attachedTo } : {}) };
}
